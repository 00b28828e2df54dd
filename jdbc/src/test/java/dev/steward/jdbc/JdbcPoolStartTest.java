package dev.steward.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.steward.testing.NothingLeftBehind;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A database that is not there: at the start, for long, and again. */
@ExtendWith(NothingLeftBehind.class)
final class JdbcPoolStartTest {
    private final SQLException down = new SQLException("connection refused", "08001");

    private final WrappedH2 h2 = new WrappedH2("start");

    private JdbcPoolBuilder pool() {
        return JdbcPool.builder("start").dataSource(h2).size(0, 2).acquireTimeout(Duration.ofDays(1));
    }

    @Test
    void aStartThatNeedsADatabaseFailsWithoutOneAndLeavesNothingBehind() {
        h2.refuse(down);
        JdbcPoolBuilder builder = pool().startWithin(Duration.ofMillis(150));
        assertThatThrownBy(builder::build)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("JDBC pool start cannot start within 150 ms (startWithin)")
                .hasMessageContaining("connection refused")
                .hasCauseInstanceOf(PoolExhaustedException.class);
    }

    @Test
    void aStartWithTheWrongPasswordFailsAtOnce() {
        h2.refuse(new SQLException("password authentication failed", "28P01"));
        JdbcPoolBuilder builder = pool().startWithin(Duration.ofDays(1));
        assertThatThrownBy(builder::build).hasCauseInstanceOf(ConnectFailedException.class);
    }

    @Test
    void aStartThatSucceedsHasOneConnectionReady() throws SQLException {
        try (JdbcPool pool = pool().startWithin(Duration.ofSeconds(20)).build()) {
            assertThat(pool.statistics().idle()).isEqualTo(1);
            pool.tryGetConnection().orElseThrow().close();
        }
    }

    @Test
    void aPatientStartServesWhoWaitedOnceTheDatabaseIsThere() throws SQLException {
        h2.refuse(down);
        try (JdbcPool pool = pool().build()) {
            assertThat(pool.tryGetConnection()).isEmpty();
            await().until(() -> pool.statistics().creationFailures() > 0);
            h2.refuse(null);
            try (Connection connection = pool.getConnection()) {
                assertThat(connection.isClosed()).isFalse();
            }
        }
    }

    @Test
    void aDatabaseThatStaysAwayIsToldAtOnceAndTheErrorHasItsOwnType() throws SQLException {
        h2.refuse(down);
        try (JdbcPool pool = pool().unavailableAfter(Duration.ofMillis(100)).build()) {
            assertThatThrownBy(pool::getConnection).isInstanceOf(DatabaseUnavailableException.class);
            DatabaseUnavailableException told =
                    catchThrowableOfType(DatabaseUnavailableException.class, pool::getConnection);
            assertThat((Throwable) told)
                    .isInstanceOf(SQLTransientConnectionException.class)
                    .hasMessageContaining("creating one has failed for")
                    .hasMessageContaining("the next attempt")
                    .cause()
                    .isSameAs(down);
            assertThat(told.getSQLState()).isEqualTo("STW05");
            assertThat(told.failingFor()).isGreaterThanOrEqualTo(Duration.ofMillis(100));
            h2.refuse(null);
            await().ignoreExceptions().untilAsserted(() -> pool.getConnection().close());
        }
    }

    @Test
    void whoIsOneTooManyIsToldByAnErrorOfItsOwnType() throws SQLException {
        assertThatThrownBy(pool().maxWaiters(0).startWithin(Duration.ofSeconds(20))::build)
                .hasMessageContaining("startWithin: excludes maxWaiters 0");
        try (JdbcPool pool = pool().size(1, 1).maxWaiters(0).build()) {
            await().until(() -> pool.statistics().idle() == 1);
            Connection held = pool.getConnection();
            PoolSaturatedException refused = catchThrowableOfType(PoolSaturatedException.class, pool::getConnection);
            assertThat(refused.getSQLState()).isEqualTo("STW06");
            held.close();
        }
    }

    @Test
    void aDriverMayBeNamedAndANameThatIsNoneFailsAtOnce() throws SQLException {
        JdbcPoolBuilder builder =
                JdbcPool.builder("named").url("jdbc:h2:mem:named").user("sa");
        try (JdbcPool pool = builder.driverClass("org.h2.Driver").build()) {
            pool.getConnection().close();
        }
        try (JdbcPool pool = builder.driverClass("org.h2.Diver").build()) {
            assertThatThrownBy(pool::getConnection)
                    .isInstanceOf(ConnectFailedException.class)
                    .hasMessageContaining("org.h2.Diver cannot be used")
                    .hasMessageContaining("driverClass");
        }
    }
}
