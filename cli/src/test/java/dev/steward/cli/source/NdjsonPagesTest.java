package dev.steward.cli.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

final class NdjsonPagesTest {
    private static final List<String> COLUMNS = List.of("id", "name", "more");

    private static ParsedPage parse(Format format, String page) {
        return PageParser.of(new Layout(format, ',', false, COLUMNS))
                .parse(ByteBuffer.wrap(page.getBytes(StandardCharsets.UTF_8)), new Numbering(1, 100));
    }

    @Test
    void numbersKeepTheirDigitsAndNestedValuesTheirText() {
        Row row = parse(Format.NDJSON, "{\"id\":1.10,\"name\":\"\",\"more\":{\"x\":[1,2]}}\n")
                .rows()
                .get(0);
        assertThat(row.value(0)).isEqualTo("1.10");
        assertThat(row.value(1)).isEmpty();
        assertThat(row.value(2)).isEqualTo("{\"x\":[1,2]}");
    }

    @Test
    void aMissingFieldAndANullAreNull() {
        Row row = parse(Format.NDJSON, "{\"name\":null}\r\n").rows().get(0);
        assertThat(row.value(0)).isNull();
        assertThat(row.value(1)).isNull();
    }

    @Test
    void badLinesAreRejectedWithTheirReason() {
        ParsedPage page =
                parse(Format.NDJSON, "{\"id\":1}\n{\"id\":\n[1]\n{\"other\":1}\n{\"id\":1,\"id\":2}\n{\"id\":2}");
        assertThat(page.rows()).extracting(Row::number).containsExactly(1L, 6L);
        assertThat(page.rejects()).extracting(Reject::number).containsExactly(2L, 3L, 4L, 5L);
        assertThat(page.rejects().get(2).reason()).isEqualTo("the field \"other\" is not among the columns");
    }

    @Test
    void anArrayOfObjectsIsAPageToo() {
        ParsedPage page = parse(Format.JSON_ARRAY, "[{\"id\":1}, 7, {\"id\":\"b\"}]");
        assertThat(page.rows()).extracting(row -> row.value(0)).containsExactly("1", "b");
        assertThat(page.rejects()).extracting(Reject::raw).containsExactly("7");
    }
}
