package dev.steward.jdbc.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.steward.jdbc.ConnectFailedException;
import dev.steward.jdbc.Credentials;
import dev.steward.jdbc.JdbcPool;
import dev.steward.testing.NothingLeftBehind;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The server hangs as a whole, or lets nobody in. */
@ExtendWith(NothingLeftBehind.class)
final class ServerFaultsTest {
    @TempDir
    static Path directory;

    private static Server server;

    @BeforeAll
    static void start() throws Exception {
        server = Server.startIn(directory);
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
    }

    @BeforeEach
    void nothingWritten() throws SQLException {
        server.execute("truncate written");
        server.execute("alter role " + Server.USER + " password '" + Server.PASSWORD + "'");
    }

    @AfterEach
    void thaw() throws IOException {
        server.thaw();
    }

    @Test
    void aServerThatAcceptsNobodyCostsNobodyItsConnection() throws Exception {
        try (Trial trial = Trial.of("postmaster stopped (SIGSTOP), sessions kept", server, Trial.pool(server.port()))) {
            long struck = System.nanoTime();
            server.freezePostmaster();
            trial.goOn();
            server.thaw();
            trial.recover();
            assertThat(trial.account.failedSince(struck)).isEmpty();
        }
    }

    @Test
    void aConnectThatHangsKeepsNobodyBeyondItsDeadline() throws Exception {
        Duration timeout = Duration.ofMillis(200);
        try (Trial trial = Trial.of(
                "postmaster stopped (SIGSTOP), sessions lost",
                server,
                Trial.pool(server.port()).acquireTimeout(timeout))) {
            server.freezeForNewOnes();
            trial.goOn();
            server.thaw();
            assertThat(trial.recover().longestMillis()).isLessThan(20 * timeout.toMillis());
        }
    }

    @Test
    void nobodyIsRefusedBecauseThePoolCannotGrow() throws Exception {
        try (Trial trial = Trial.of(
                "refused at max_connections, some left",
                server,
                Trial.pool(server.port()).size(0, 40))) {
            List<Connection> others = server.takeAllPlaces();
            long struck = System.nanoTime();
            trial.goOn();
            for (Connection other : others) {
                other.close();
            }
            trial.recover();
            assertThat(trial.account.failedSince(struck)).isEmpty();
        }
    }

    @Test
    void whoeverWaitsIsServedWhenThereArePlacesAgain() throws Exception {
        try (Trial trial = Trial.of(
                "refused at max_connections, none left",
                server,
                Trial.pool(server.port()).size(0, 4))) {
            List<Connection> others = server.takeAllPlaces();
            trial.load.pause();
            trial.pool.reclaim(Long.MAX_VALUE);
            await().until(() -> server.sessions() == 0);
            others.addAll(server.takeAllPlaces());
            long struck = System.nanoTime();
            trial.load.resume();
            trial.goOn();
            for (Connection other : others) {
                other.close();
            }
            assertThat(trial.recover().longestMillis()).isGreaterThanOrEqualTo(Trial.LASTING.toMillis());
            assertThat(trial.account.failedSince(struck)).isEmpty();
        }
    }

    @Test
    void aPasswordThatIsChangedTooEarlyIsMetWhenTheSupplierFollows() throws Exception {
        AtomicReference<String> password = new AtomicReference<>(Server.PASSWORD);
        try (Trial trial = rotating("password changed before the supplier knows", password)) {
            server.execute("alter role " + Server.USER + " password 'left-Horse-43'");
            server.terminate("true");
            trial.goOn();
            password.set("left-Horse-43");
            trial.recover();
            assertThat(trial.account.all())
                    .anyMatch(request -> request.failure() instanceof ConnectFailedException refused
                            && "28P01".equals(refused.getSQLState()));
        }
    }

    @Test
    void aPasswordThatTheSupplierKnowsIsChangedUnnoticed() throws Exception {
        AtomicReference<String> password = new AtomicReference<>(Server.PASSWORD);
        try (Trial trial = rotating("password changed, supplier knows", password)) {
            long struck = System.nanoTime();
            server.execute("alter role " + Server.USER + " password 'left-Horse-43'");
            password.set("left-Horse-43");
            trial.pool.evictAll();
            trial.recover();
            assertThat(trial.account.failedSince(struck)).isEmpty();
        }
    }

    private Trial rotating(String fault, AtomicReference<String> password) {
        return Trial.of(
                fault,
                server,
                JdbcPool.builder("rotating")
                        .url(Server.url(server.port()))
                        .credentials(() -> Credentials.of(Server.USER, Objects.requireNonNull(password.get())))
                        .size(2, 4)
                        .acquireTimeout(Trial.ENOUGH));
    }
}
