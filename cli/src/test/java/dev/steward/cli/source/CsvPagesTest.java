package dev.steward.cli.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class CsvPagesTest {
    private static final Layout LAYOUT = new Layout(Format.CSV, ',', true, List.of("a", "b"));

    private static ParsedPage parse(byte[] page) {
        return PageParser.of(LAYOUT).parse(ByteBuffer.wrap(page), new Numbering(11, 100));
    }

    private static ParsedPage parse(String page) {
        return parse(page.getBytes(StandardCharsets.UTF_8));
    }

    private static List<List<@Nullable String>> values(ParsedPage page) {
        List<List<@Nullable String>> values = new ArrayList<>();
        for (Row row : page.rows()) {
            List<@Nullable String> each = new ArrayList<>();
            for (int i = 0; i < row.size(); i++) {
                each.add(row.value(i));
            }
            values.add(each);
        }
        return values;
    }

    @Test
    void quotesHideSeparatorsLineEndsAndQuotes() {
        ParsedPage page = parse("\"x,y\",\"line 1\nline 2\"\r\n\"say \"\"hi\"\"\",z\r\n");
        assertThat(page.rejects()).isEmpty();
        assertThat(values(page)).containsExactly(List.of("x,y", "line 1\nline 2"), List.of("say \"hi\"", "z"));
        assertThat(page.rows()).extracting(Row::number).containsExactly(11L, 12L);
    }

    @Test
    void everyLineEndIsOneAndBlankLinesAreNoRecords() {
        assertThat(values(parse("1,2\r\n\r\n3,4\r5,6\n\n\n7,8")))
                .containsExactly(List.of("1", "2"), List.of("3", "4"), List.of("5", "6"), List.of("7", "8"));
    }

    @Test
    void anEmptyValueIsNull() {
        assertThat(parse("x,\n").rows().get(0).value(1)).isNull();
    }

    @Test
    void aRaggedRecordIsRejectedAndItsNeighboursAreKept() {
        ParsedPage page = parse("1,2\n3\n4,5,6\n7,8\n");
        assertThat(values(page)).containsExactly(List.of("1", "2"), List.of("7", "8"));
        assertThat(page.rejects())
                .containsExactly(
                        new Reject(12, "1 values where 2 are expected", "3"),
                        new Reject(13, "3 values where 2 are expected", "4,5,6"));
    }

    @Test
    void aQuoteThatIsNeverClosedCostsOneRecord() {
        ParsedPage page = parse("1,2\n\"open,3\n4,5\n\"6\",7\n");
        assertThat(values(page)).containsExactly(List.of("1", "2"), List.of("4", "5"), List.of("6", "7"));
        assertThat(page.rejects()).hasSize(1).first().satisfies(reject -> {
            assertThat(reject.number()).isEqualTo(12);
            assertThat(reject.reason()).startsWith("broken quotes");
            assertThat(reject.raw()).isEqualTo("\"open,3");
        });
    }

    @Test
    void bytesThatAreNotUtf8CostOneRecord() {
        byte[] bytes = "1,2\n3,?\n4,5\n".getBytes(StandardCharsets.UTF_8);
        bytes[6] = (byte) 0xC3;
        ParsedPage page = parse(bytes);
        assertThat(values(page)).containsExactly(List.of("1", "2"), List.of("4", "5"));
        assertThat(page.rejects()).extracting(Reject::reason).containsExactly("not UTF-8");
    }

    @Test
    void aDirectBufferIsReadLikeAnyOther() {
        byte[] bytes = "--1,2\n".getBytes(StandardCharsets.UTF_8);
        ByteBuffer direct = ByteBuffer.allocateDirect(64).put(bytes).flip().position(2);
        ParsedPage page = PageParser.of(LAYOUT).parse(direct, new Numbering(1, 1));
        assertThat(values(page)).containsExactly(List.of("1", "2"));
        assertThat(direct.position()).isEqualTo(2);
    }

    @Test
    void whatFollowsTheLastRecordHasNoNumber() {
        ParsedPage page = PageParser.of(LAYOUT)
                .parse(ByteBuffer.wrap("1,2\n\"bad\n".getBytes(StandardCharsets.UTF_8)), new Numbering(1, 1));
        assertThat(page.rows()).hasSize(1);
        assertThat(page.rejects()).extracting(Reject::number).containsExactly(0L);
    }
}
