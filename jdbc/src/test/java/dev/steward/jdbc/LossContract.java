package dev.steward.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Connections that were lost never reach the next holder; others are kept. */
interface LossContract extends OnDatabase {
    @Test
    default void aConnectionKilledInUseNeverReachesTheNextHolder() throws SQLException {
        try (JdbcPool pool = database().pool("killed").build()) {
            Connection killed = pool.getConnection();
            long session = sessionOf(killed);
            execute(database().endSession(session));
            assertThatThrownBy(() -> sessionOf(killed)).isInstanceOf(SQLException.class);
            killed.close();
            try (Connection next = pool.getConnection()) {
                assertThat(sessionOf(next)).isNotEqualTo(session);
            }
        }
    }

    @Test
    default void aConnectionKilledInATransactionNeverReachesTheNextHolder() throws SQLException {
        try (JdbcPool pool = database().pool("killed").build()) {
            Connection killed = pool.getConnection();
            long session = sessionOf(killed);
            killed.setAutoCommit(false);
            insert(killed, 1);
            execute(database().endSession(session));
            killed.close();
            try (Connection next = pool.getConnection()) {
                assertThat(sessionOf(next)).isNotEqualTo(session);
                assertThat(count(next, "items")).isZero();
            }
        }
    }

    @Test
    default void aConnectionKilledWhileIdleNeverReachesTheNextHolder() throws SQLException {
        try (JdbcPool pool =
                database().pool("killed").checkAfterIdle(Duration.ofMillis(1)).build()) {
            long session;
            try (Connection connection = pool.getConnection()) {
                session = sessionOf(connection);
            }
            execute(database().endSession(session));
            awaitNeedOfCheck(pool);
            try (Connection next = pool.getConnection()) {
                assertThat(sessionOf(next)).isNotEqualTo(session);
            }
        }
    }

    /**
     * Waits until the pool wants to check its connection, which a call that does not wait is not given then. Looking
     * begins its idle time anew, so there are some ticks between two looks.
     */
    private static void awaitNeedOfCheck(JdbcPool pool) {
        await().pollInterval(Duration.ofMillis(350)).until(() -> {
            Optional<Connection> given = pool.tryGetConnection();
            if (given.isPresent()) {
                given.get().close();
            }
            return given.isEmpty();
        });
    }

    @Test
    default void aFailedStatementDoesNotCostTheConnection() throws SQLException {
        try (JdbcPool pool = database().pool("sturdy").build()) {
            long session;
            try (Connection connection = pool.getConnection()) {
                session = sessionOf(connection);
                connection.setAutoCommit(false);
                assertThatThrownBy(() -> count(connection, "no_such_table")).isInstanceOf(SQLException.class);
            }
            try (Connection connection = pool.getConnection()) {
                assertThat(sessionOf(connection)).isEqualTo(session);
            }
        }
    }

    @Test
    default void anAbortedConnectionIsReplaced() throws SQLException {
        try (JdbcPool pool = database().pool("aborted").build()) {
            Connection aborted = pool.getConnection();
            long session = sessionOf(aborted);
            aborted.abort(Runnable::run);
            assertThat(aborted.isClosed()).isTrue();
            try (Connection next = pool.getConnection()) {
                assertThat(sessionOf(next)).isNotEqualTo(session);
            }
        }
    }
}
