package dev.steward.files;

import dev.steward.resource.Budget;
import dev.steward.resource.Kind;
import dev.steward.resource.Lease;
import dev.steward.resource.Managed;
import dev.steward.testing.LeaseContract;
import dev.steward.testing.ManagedContract;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

class FilePoolContractTest {
    private static FilePoolBuilder builder() {
        return FilePool.builder("files").acquireTimeout(Duration.ofSeconds(5));
    }

    private static Path fileIn(Path directory) {
        return fileIn(directory, "data");
    }

    private static Path fileIn(Path directory, String name) {
        try {
            Path file = directory.resolve(name);
            return Files.exists(file) ? file : Files.writeString(file, "some text");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Nested
    class ManagesReaders extends ManagedContract {
        @TempDir
        Path directory = Path.of("");

        @Override
        protected Kind kind() {
            return Kind.FILES;
        }

        @Override
        protected Managed build(Budget budget) {
            return builder().buildWithin(budget);
        }

        @Override
        protected Held hold(Managed managed) {
            return ((FilePool) managed).openRead(fileIn(directory))::close;
        }
    }

    @Nested
    class ManagesWriters extends ManagedContract {
        @TempDir
        Path directory = Path.of("");

        @Override
        protected Kind kind() {
            return Kind.FILES;
        }

        @Override
        protected Managed build(Budget budget) {
            return builder().buildWithin(budget);
        }

        @Override
        protected Held hold(Managed managed) {
            return ((FilePool) managed).openAppend(fileIn(directory))::close;
        }

        @Override
        protected boolean keepsIdle() {
            return false;
        }
    }

    @Nested
    class ManagesViews extends ManagedContract {
        @TempDir
        Path directory = Path.of("");

        private int files;

        @Override
        protected Kind kind() {
            return Kind.FILES;
        }

        @Override
        protected Managed build(Budget budget) {
            return builder().buildWithin(budget);
        }

        @Override
        protected Held hold(Managed managed) {
            // One file each: all views of one file hold one descriptor together.
            return ((FilePool) managed).view(fileIn(directory, "data" + files++))::close;
        }
    }

    @Nested
    class LeasesViews extends LeaseContract {
        @TempDir
        Path directory = Path.of("");

        @Override
        protected Managed build() {
            return builder().build();
        }

        @Override
        protected Lease<?> acquire(Managed from) {
            return ((FilePool) from).view(fileIn(directory));
        }
    }

    @Nested
    class LeasesAppenders extends LeaseContract {
        @TempDir
        Path directory = Path.of("");

        @Override
        protected Managed build() {
            return builder().build();
        }

        @Override
        protected Lease<?> acquire(Managed from) {
            return ((FilePool) from).append(fileIn(directory), Durability.SYSTEM);
        }
    }

    @Nested
    class LeasesReaders extends LeaseContract {
        @TempDir
        Path directory = Path.of("");

        @Override
        protected Managed build() {
            return builder().build();
        }

        @Override
        protected Lease<?> acquire(Managed from) {
            return ((FilePool) from).openRead(fileIn(directory));
        }
    }

    @Nested
    class LeasesTemporaryFiles extends LeaseContract {
        @Override
        protected Managed build() {
            return builder().build();
        }

        @Override
        protected Lease<?> acquire(Managed from) {
            return ((FilePool) from).temporaryFile("contract", ".tmp");
        }
    }
}
