package dev.steward.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.steward.Steward;
import dev.steward.pool.Pool;
import dev.steward.resource.Kind;
import dev.steward.testing.NothingLeftBehind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(NothingLeftBehind.class)
class ReloadTest {
    @TempDir
    Path directory;

    private int written;

    private Path write(String text) throws IOException {
        Path file = directory.resolve("steward.yaml");
        Files.writeString(file, text);
        written++;
        Files.setLastModifiedTime(file, FileTime.from(Instant.EPOCH.plusSeconds(written)));
        return file;
    }

    private static String text(int connections, int max) {
        return "limits: {connections: " + connections + "}\npools:\n  orders:\n    size: {min: 0, max: " + max + "}\n";
    }

    @Test
    void theBoundsOfAutoSizingFollowTheFile() throws IOException {
        Path file = write("pools:\n  orders:\n    overflow: 0\n");
        try (Steward steward = Steward.builder().shutdownHook(false).build();
                Reload reload = Reload.follow(steward, file, Duration.ofMillis(10))) {
            assertThat(reload).isNotNull();
            Pool<Object> pool =
                    steward.manage(Pool.builder("orders", Object::new).size(0, 20));
            write("pools:\n  orders:\n    autoSize: {min: 2, max: 6}\n");
            await().until(() -> pool.statistics().max() == 6);
            write("pools:\n  orders:\n    size: {min: 0, max: 12}\n");
            await().until(() -> pool.statistics().max() == 12);
        }
    }

    @Test
    void limitsAndSizesFollowTheFileAndAWrongFileChangesNothing() throws IOException {
        Path file = write(text(10, 5));
        Settings settings = Settings.load(file);
        try (Steward steward = settings.steward().shutdownHook(false).build()) {
            Pool<Object> pool = steward.manage(settings.pool("orders")
                    .applyTo(Pool.builder("orders", Object::new))
                    .kind(Kind.CONNECTIONS));
            try (Reload reload = Reload.follow(steward, file, Duration.ofMillis(10))) {
                assertThat(reload).isNotNull();
                write(text(20, 8));
                await().until(() -> steward.budget(Kind.CONNECTIONS).limit() == 20);
                await().until(() -> pool.statistics().max() == 8);
                write("limits: {connections: lots}\n");
                write(text(30, 8));
                await().until(() -> steward.budget(Kind.CONNECTIONS).limit() == 30);
                assertThat(pool.statistics().max()).isEqualTo(8);
            }
        }
    }
}
