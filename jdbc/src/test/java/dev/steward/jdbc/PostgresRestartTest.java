package dev.steward.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.steward.testing.NothingLeftBehind;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The pool outlives its server. */
@ExtendWith(NothingLeftBehind.class)
final class PostgresRestartTest {
    @TempDir
    Path directory;

    @Test
    void aPoolGoesOnWhenItsServerIsBack() throws Exception {
        int port = freePort();
        EmbeddedPostgres server = start(port);
        try (JdbcPool pool = JdbcPool.builder("surviving")
                .url("jdbc:postgresql://localhost:" + port + "/postgres")
                .user("postgres")
                .size(0, 2)
                .acquireTimeout(Duration.ofSeconds(20))
                .build()) {
            Connection held = pool.getConnection();
            pool.getConnection().close();
            assertThat(answer(held)).isEqualTo(42);
            server.close();
            server = start(port);
            held.close();
            await().atMost(Duration.ofSeconds(20)).ignoreExceptions().until(() -> {
                try (Connection connection = pool.getConnection()) {
                    return answer(connection) == 42;
                }
            });
            try (Connection one = pool.getConnection();
                    Connection other = pool.getConnection()) {
                assertThat(answer(one) + answer(other)).isEqualTo(84);
            }
        } finally {
            server.close();
        }
    }

    private EmbeddedPostgres start(int port) throws IOException {
        return EmbeddedPostgres.builder()
                .setPort(port)
                .setDataDirectory(directory.resolve("data"))
                .setCleanDataDirectory(false)
                .start();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static int answer(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select 42")) {
            row.next();
            return row.getInt(1);
        }
    }
}
