package dev.steward.jdbc.fault;

import dev.steward.testing.NothingLeftBehind;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The server stops, and comes back. */
@ExtendWith(NothingLeftBehind.class)
final class RestartFaultsTest {
    @TempDir
    Path directory;

    @Test
    void aPoolGoesOnWhenItsServerIsBack() throws Exception {
        try (Server server = Server.startIn(directory);
                Trial trial = Trial.of("server restarted under load", server, Trial.pool(server.port()))) {
            server.stop();
            trial.goOn();
            server.start();
            trial.recover();
        }
    }
}
