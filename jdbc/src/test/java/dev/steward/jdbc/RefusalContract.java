package dev.steward.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.steward.resource.ExhaustedException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.assertj.core.util.Throwables;
import org.junit.jupiter.api.Test;

/** The ways in which a pool says no. */
interface RefusalContract extends OnDatabase {
    Duration SHORT = Duration.ofMillis(100);

    @Test
    default void aWrongPasswordFailsAtOnceAndIsNotShown() {
        try (JdbcPool pool = database()
                .pool("locked-out")
                .password("wrong-Horse-99")
                .acquireTimeout(Duration.ofSeconds(60))
                .build()) {
            long start = System.nanoTime();
            ConnectFailedException refused = catchThrowableOfType(ConnectFailedException.class, pool::getConnection);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
            assertThat(refused.getSQLState()).startsWith("28");
            assertThat((Throwable) refused).cause().isInstanceOf(SQLException.class);
            assertThat((Throwable) refused).hasStackTraceContaining("locked-out");
            assertThat(Throwables.getStackTrace(refused)).doesNotContain("wrong-Horse-99");
            assertThat(pool.toString()).doesNotContain("wrong-Horse-99");
        }
    }

    @Test
    default void credentialsAreAskedForAtEveryConnect() throws SQLException {
        List<Credentials> valid =
                new ArrayList<>(List.of(Credentials.of(database().user(), Database.PASSWORD)));
        try (JdbcPool pool = JdbcPool.builder("rotating")
                .url(database().url())
                .credentials(() -> valid.get(0))
                .size(0, 1)
                .build()) {
            try (Connection connection = pool.getConnection()) {
                assertThat(connection.isValid(5)).isTrue();
            }
            valid.set(0, Credentials.of(database().user(), "expired-Horse"));
            pool.evictAll();
            assertThatThrownBy(pool::getConnection).isInstanceOf(ConnectFailedException.class);
        }
    }

    /** The first connect may take longer than a short timeout lets a holder wait. */
    private static void awaitFirstConnection(JdbcPool pool) {
        await().ignoreExceptions().until(() -> {
            pool.getConnection().close();
            return true;
        });
    }

    @Test
    default void exhaustionNamesWhoHoldsTheConnections() throws Exception {
        try (JdbcPool pool = database().pool("small").acquireTimeout(SHORT).build()) {
            awaitFirstConnection(pool);
            CountDownLatch held = new CountDownLatch(1);
            CountDownLatch enough = new CountDownLatch(1);
            Thread holder = new Thread(
                    () -> {
                        try (Connection connection = pool.getConnection()) {
                            assertThat(connection.isClosed()).isFalse();
                            held.countDown();
                            enough.await();
                        } catch (SQLException | InterruptedException e) {
                            throw new IllegalStateException(e);
                        }
                    },
                    "hoarder-7");
            holder.start();
            held.await();
            PoolExhaustedException refused = catchThrowableOfType(PoolExhaustedException.class, pool::getConnection);
            enough.countDown();
            holder.join();
            assertThat((Throwable) refused).hasMessageContaining("small").hasMessageContaining("hoarder-7");
            assertThat((Throwable) refused).hasCauseInstanceOf(ExhaustedException.class);
            assertThat(refused.getSQLState()).isEqualTo("STW01");
        }
    }

    @Test
    default void aClosedPoolSaysSo() throws SQLException {
        JdbcPool pool = database().pool("over").build();
        pool.getConnection().close();
        assertThat(pool.close(Duration.ofSeconds(5)).isClean()).isTrue();
        assertThat(pool.isClosed()).isTrue();
        assertThatThrownBy(pool::getConnection)
                .isInstanceOf(PoolClosedException.class)
                .hasMessageContaining("over");
    }

    @Test
    default void aConnectionStillHeldWhenThePoolClosesIsEndedUnderItsHolder() throws SQLException {
        JdbcPool pool = database().pool("over").build();
        Connection held = pool.getConnection();
        held.setAutoCommit(false);
        insert(held, 1);
        assertThat(pool.close(SHORT).stillHeld()).hasSize(1);
        assertThatThrownBy(() -> insert(held, 2)).isInstanceOf(SQLException.class);
        held.close();
        assertThat(countBeside()).isZero();
    }

    @Test
    default void anInterruptedWaitKeepsTheFlag() throws SQLException {
        try (JdbcPool pool = database().pool("interrupted").build();
                Connection held = pool.getConnection()) {
            Thread.currentThread().interrupt();
            SQLException refused = catchThrowableOfType(SQLException.class, pool::getConnection);
            assertThat(Thread.interrupted()).isTrue();
            assertThat(refused.getSQLState()).isEqualTo("STW04");
            assertThat(held.isClosed()).isFalse();
        }
    }

    @Test
    default void onlyTheOwnUserGetsConnectionsByName() throws SQLException {
        try (JdbcPool pool = database().pool("own").build()) {
            pool.getConnection(database().user(), Database.PASSWORD).close();
            assertThatThrownBy(() -> pool.getConnection(database().user(), "wrong-Horse-99"))
                    .isInstanceOf(SQLFeatureNotSupportedException.class)
                    .hasMessageNotContaining("wrong-Horse-99");
            assertThatThrownBy(() -> pool.getConnection("mallory", Database.PASSWORD))
                    .isInstanceOf(SQLFeatureNotSupportedException.class);
        }
    }
}
