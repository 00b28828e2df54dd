package dev.steward.jdbc.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.steward.jdbc.JdbcPool;
import dev.steward.testing.NothingLeftBehind;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The server goes on, and some of its sessions do not. */
@ExtendWith(NothingLeftBehind.class)
final class SessionFaultsTest {
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
    }

    @AfterEach
    void thaw() throws IOException {
        server.thaw();
    }

    @Test
    void sessionsTerminatedInMidQueryAreReplaced() throws Exception {
        try (Trial trial = Trial.of("sessions terminated in mid-query", server, Trial.pool(server.port()))) {
            CompletableFuture<SQLException> longQuery = CompletableFuture.supplyAsync(() -> sleepOn(trial.pool));
            await().until(() -> server.terminate("query like 'select pg_sleep%'") == 1);
            assertThat(longQuery.get(20, TimeUnit.SECONDS).getSQLState()).isEqualTo("57P01");
            await().until(() -> server.terminate("state <> 'idle'") > 0);
            server.terminate("true");
            trial.recover();
        }
    }

    private static SQLException sleepOn(JdbcPool pool) {
        return catchThrowableOfType(SQLException.class, () -> {
            try (Connection connection = pool.getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("select pg_sleep(60)");
            }
        });
    }

    @Test
    void sessionsTerminatedWhileIdleAreNoticedByNobody() throws Exception {
        try (Trial trial = Trial.of(
                "sessions terminated while idle",
                server,
                Trial.pool(server.port()).checkAfterIdle(Duration.ofMillis(1)))) {
            trial.load.pause();
            long struck = System.nanoTime();
            assertThat(server.terminate("true")).isPositive();
            trial.goOn();
            trial.load.resume();
            trial.recover();
            assertThat(trial.account.failedSince(struck)).isEmpty();
        }
    }

    @Test
    void aSessionThatStaysIdleInItsTransactionIsReplaced() throws Exception {
        try (Trial trial = Trial.of("idle_in_transaction_session_timeout", server, Trial.pool(server.port()))) {
            SQLException ended = catchThrowableOfType(SQLException.class, () -> {
                try (Connection connection = trial.pool.getConnection();
                        Statement statement = connection.createStatement()) {
                    statement.execute("set idle_in_transaction_session_timeout = 100");
                    connection.setAutoCommit(false);
                    statement.execute("insert into written values (-1)");
                    long session = trial.sessionOf(connection);
                    await().until(() -> server.numbers("select pid from pg_stat_activity where pid = " + session)
                            .isEmpty());
                    statement.execute("insert into written values (-2)");
                }
            });
            assertThat(ended.getSQLState()).isIn("25P03", "08006");
            trial.recover();
        }
    }

    @Test
    void sessionsThatHangGoOnWhereTheyWere() throws Exception {
        try (Trial trial = Trial.of("sessions stopped (SIGSTOP)", server, Trial.pool(server.port()))) {
            server.freezeSessions();
            trial.goOn();
            server.thaw();
            trial.recover();
            assertThat(trial.account.count(Request.Outcome.UNKNOWN)).isZero();
            assertThat(trial.account.count(Request.Outcome.FAILED)).isZero();
        }
    }
}
