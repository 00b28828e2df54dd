package dev.steward.memwatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.files.FilePool;
import dev.steward.resource.Lease;
import dev.steward.testing.NothingLeftBehind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(NothingLeftBehind.class)
class FileWatchTest {
    @Test
    @EnabledOnOs(OS.LINUX)
    void leasedFilesAreToldFromOthersAndTheTopDirectoriesNamed(@TempDir Path directory) throws IOException {
        Path real = directory.toRealPath();
        Path one = Files.writeString(real.resolve("leased"), "x");
        Path other = Files.writeString(real.resolve("alone"), "x");
        try (FilePool pool = FilePool.builder("files").build();
                InputStream alone = Files.newInputStream(other);
                Lease<FileChannel> lease = pool.openRead(one)) {
            assertThat(lease.isOpen() && alone.available() > 0).isTrue();
            OpenFileFigures figures =
                    new FileWatch(() -> List.of(pool)).figures().orElseThrow();
            assertThat(figures.open()).isPositive();
            assertThat(figures.limit()).isPresent();
            assertThat(figures.bySort()).containsKey("file");
            assertThat(figures.leased()).isEqualTo(1);
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void growthIsToldOnce(@TempDir Path directory) throws IOException {
        FileWatch watch = new FileWatch(List::of);
        assertThat(watch.look()).isEmpty();
        int before = watch.figures().orElseThrow().open();
        Path file = Files.writeString(directory.resolve("many"), "x");
        List<InputStream> open = new ArrayList<>();
        try {
            for (int i = 0; i < Math.max(120, before + 10); i++) {
                open.add(Files.newInputStream(file));
            }
            assertThat(watch.look()).singleElement().asString().contains("descriptors are open", directory.toString());
            assertThat(watch.look()).isEmpty();
        } finally {
            for (InputStream stream : open) {
                stream.close();
            }
        }
    }

    @Test
    void whereTheSystemDoesNotTellItDoesWithout() {
        FileWatch watch = new FileWatch(List::of, Path.of("/there/is/no/such/directory"));
        assertThat(watch.figures()).isEmpty();
        assertThat(watch.look()).isEmpty();
    }

    @Test
    void whatIsOpenIsToldApart() {
        assertThat(FileWatch.sortOf("socket:[123]")).isEqualTo("socket");
        assertThat(FileWatch.sortOf("pipe:[9]")).isEqualTo("pipe");
        assertThat(FileWatch.sortOf("/dev/null")).isEqualTo("device");
        assertThat(FileWatch.sortOf("/tmp/x (deleted)")).isEqualTo("deleted file");
        assertThat(FileWatch.sortOf("/tmp/x")).isEqualTo("file");
        assertThat(FileWatch.sortOf("anon_inode:[eventpoll]")).isEqualTo("other");
    }
}
