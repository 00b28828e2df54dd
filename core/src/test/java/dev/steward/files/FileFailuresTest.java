package dev.steward.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class FileFailuresTest {
    private final Path file = Path.of("/data/orders.csv");

    @Test
    void permissionDeniedSaysWhetherForReadingOrWriting() {
        IOException denied = new AccessDeniedException(file.toString());
        assertThat(FileFailures.describe(file, false, denied))
                .startsWith("/data/orders.csv cannot be read: permission");
        assertThat(FileFailures.describe(file, true, denied)).startsWith("/data/orders.csv cannot be written");
    }

    @Test
    void theSystemsOwnReasonIsKeptWhenThereIsNoBetterWord() {
        IOException full = new FileSystemException(file.toString(), null, "No space left on device");
        assertThat(FileFailures.describe(file, true, full))
                .isEqualTo("/data/orders.csv cannot be opened: No space left on device");
        assertThat(FileFailures.describe(file, true, new IOException())).endsWith("IOException");
    }

    @Test
    void tooManyOpenFilesIsKnownInEveryForm() {
        assertThat(FileFailures.isTooManyOpen(new FileSystemException("/a", null, "Too many open files")))
                .isTrue();
        assertThat(FileFailures.isTooManyOpen(new IOException("/a (Too many open files in system)")))
                .isTrue();
        assertThat(FileFailures.isTooManyOpen(new IOException())).isFalse();
    }
}
