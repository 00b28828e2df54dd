package dev.steward.cli.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steward.cli.refuse.Refusal;
import dev.steward.testing.NothingLeftBehind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(NothingLeftBehind.class)
final class PageIndexTest {
    @TempDir
    Path directory = Path.of("");

    private FilePlan plan(String content, int pageSize, long records) throws IOException {
        Path file = Files.writeString(directory.resolve("source.csv"), content);
        byte[] head = content.getBytes(StandardCharsets.UTF_8);
        int mark = Detection.byteOrderMark(head);
        byte[] text = java.util.Arrays.copyOfRange(head, mark, head.length);
        try (FileChannel channel = FileChannel.open(file)) {
            PageIndex index = PageIndex.of(channel, Detection.of(text, true, "source.csv"), pageSize, "source.csv");
            return new FilePlan(index, "source.csv", records == 0 ? index.records() : records);
        }
    }

    private String page(FilePlan plan, long page) throws IOException {
        FilePageReader reader = new FilePageReader(plan);
        ByteBuffer buffer = ByteBuffer.allocate(reader.room(page));
        try (FileChannel channel = FileChannel.open(directory.resolve("source.csv"))) {
            reader.read(channel, page, buffer);
        }
        return StandardCharsets.UTF_8.decode(buffer).toString();
    }

    @Test
    void pagesBeginAtRecordsWhateverTheRecordsHold() throws IOException {
        FilePlan plan = plan("\uFEFFa,b\r\n1,\"x\n\ny\"\r\n\r\n2,y\r\n3,z\r\n", 2, 0);
        assertThat(plan.records()).isEqualTo(3);
        assertThat(plan.pages()).isEqualTo(2);
        assertThat(plan.layout().columns()).containsExactly("a", "b");
        assertThat(page(plan, 0)).isEqualTo("1,\"x\n\ny\"\r\n\r\n2,y\r\n");
        assertThat(page(plan, 1)).isEqualTo("3,z\r\n");
        assertThat(plan.numbering(1)).isEqualTo(new Numbering(3, 1));
    }

    @Test
    void aFileIsRepeatedWithNewNumbersAndCutWhereEnoughIsThere() throws IOException {
        FilePlan plan = plan("a,b\n1,x\n2,y\n3,z\n", 2, 8);
        assertThat(plan.pages()).isEqualTo(5);
        assertThat(plan.numbering(2)).isEqualTo(new Numbering(4, 2));
        assertThat(plan.numbering(4)).isEqualTo(new Numbering(7, 2));
        FilePlan shorter = plan("a,b\n1,x\n2,y\n3,z\n", 2, 4);
        assertThat(shorter.pages()).isEqualTo(3);
        assertThat(page(shorter, 2)).isEqualTo("1,x\n");
    }

    @Test
    void recordsAreFoundAcrossTheWindowsOfAFileLargerThanOne() throws IOException {
        StringBuilder content = new StringBuilder("a,b\n");
        int records = 60_000;
        for (int i = 0; i < records; i++) {
            content.append(i).append(",\"").append("long value ".repeat(8)).append("\n\"\n");
        }
        FilePlan plan = plan(content.toString(), 1_000, 0);
        assertThat(plan.records()).isEqualTo(records);
        assertThat(page(plan, 59)).startsWith("59000,").contains("\n59999,");
    }

    @Test
    void aFileWithoutAHeaderGetsColumnsByNumber() throws IOException {
        FilePlan plan = plan("1;;x\n2;;y\n", 10, 0);
        assertThat(plan.layout().separator()).isEqualTo(';');
        assertThat(plan.layout().columns()).containsExactly("column_1", "column_2", "column_3");
        assertThat(plan.records()).isEqualTo(2);
    }

    @Test
    void aRecordThatNeverEndsIsRefused() {
        assertThatThrownBy(() -> plan("a,b\n" + "x".repeat(3 << 20), 10, 0))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("longer than 1 MiB");
    }
}
