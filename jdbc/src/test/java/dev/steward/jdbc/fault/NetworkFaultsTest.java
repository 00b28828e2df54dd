package dev.steward.jdbc.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.steward.testing.NothingLeftBehind;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The server is well, and the network to it is not. */
@ExtendWith(NothingLeftBehind.class)
final class NetworkFaultsTest {
    @TempDir
    static Path directory;

    private static Server server;
    private Relay relay;

    @BeforeAll
    static void start() throws Exception {
        server = Server.startIn(directory);
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
    }

    @BeforeEach
    void open() throws Exception {
        server.execute("truncate written");
        relay = Relay.to(server.port());
    }

    @AfterEach
    void close() throws Exception {
        relay.close();
    }

    @Test
    void aPoolGoesOnWhenTheNetworkIsBack() throws Exception {
        try (Trial trial = Trial.of("network cut", server, Trial.pool(relay.port()))) {
            relay.cut();
            trial.goOn();
            relay.forward();
            trial.recover();
        }
    }

    @Test
    void aBlackHoleThatEndsInTimeIsOnlySlow() throws Exception {
        try (Trial trial = Trial.of("network black-holed for a moment", server, Trial.pool(relay.port()))) {
            long struck = System.nanoTime();
            relay.swallow();
            trial.goOn();
            relay.forward();
            trial.recover();
            assertThat(trial.account.failedSince(struck)).isEmpty();
        }
    }

    @Test
    void aBlackHoleKeepsNobodyBeyondTheTimeoutOfTheSocket() throws Exception {
        try (Trial trial = Trial.of(
                "network black-holed, socket timeout 1 s",
                server,
                Trial.pool(relay.port())
                        .property("socketTimeout", "1")
                        .connectTimeout(Duration.ofSeconds(2))
                        .acquireTimeout(Duration.ofSeconds(2)))) {
            relay.swallow();
            Duration patience = Duration.ofSeconds(8);
            await().atMost(patience).until(trial::everyUserFailed);
            relay.forward();
            assertThat(trial.recover().longestMillis()).isLessThan(patience.toMillis());
        }
    }

    @Test
    void aSlowConnectIsWaitedFor() throws Exception {
        try (Trial trial = Trial.of(
                "slow connect, 300 ms", server, Trial.pool(relay.port()).connectTimeout(Duration.ofSeconds(10)))) {
            long struck = System.nanoTime();
            relay.openSlowly(Duration.ofMillis(300));
            trial.pool.evictAll();
            trial.recover();
            assertThat(trial.account.failedSince(struck)).isEmpty();
        }
    }
}
