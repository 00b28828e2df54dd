package dev.steward.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What a close ends, and what is refused after it. */
interface CloseContract extends OnDatabase {
    @Test
    default void whatWasLeftOpenIsClosed() throws SQLException {
        try (JdbcPool pool = database().pool("open").build()) {
            Connection connection = pool.getConnection();
            insert(connection, 1);
            Statement statement = connection.createStatement();
            ResultSet results = statement.executeQuery("select id from items");
            PreparedStatement prepared = connection.prepareStatement("select id from items where id = ?");
            prepared.setInt(1, 1);
            ResultSet preparedResults = prepared.executeQuery();
            ResultSet tables = connection.getMetaData().getTables(null, null, "%", null);
            List<AutoCloseable> raw = List.of(
                    statement.unwrap(((LeasedStatement<?>) statement).raw.getClass()),
                    ((LeasedResultSet) results).raw,
                    ((LeasedPreparedStatement<?>) prepared).raw,
                    ((LeasedResultSet) preparedResults).raw,
                    ((LeasedResultSet) tables).raw);
            connection.close();
            for (AutoCloseable each : raw) {
                assertThat(each instanceof Statement s ? s.isClosed() : ((ResultSet) each).isClosed())
                        .as("%s", each)
                        .isTrue();
            }
            assertThat(statement.isClosed()).isTrue();
            assertThat(results.isClosed()).isTrue();
            assertThat(tables.isClosed()).isTrue();
            statement.close();
            results.close();
            assertThatThrownBy(() -> statement.executeQuery("select 1")).satisfies(CloseContract::saysClosed);
            assertThatThrownBy(results::next).satisfies(CloseContract::saysClosed);
        }
    }

    @Test
    default void aStatementThatItsHolderClosesIsNotRemembered() throws SQLException {
        try (JdbcPool pool = database().pool("open").build();
                Connection connection = pool.getConnection()) {
            Statement statement = connection.createStatement();
            statement.closeOnCompletion();
            ResultSet results = statement.executeQuery("select 1");
            results.close();
            assertThat(statement.isClosed()).isTrue();
            assertThatThrownBy(() -> statement.executeQuery("select 1")).isInstanceOf(SQLException.class);
            assertThat(connection.isClosed()).isFalse();
        }
    }

    @Test
    default void whatIsUsedAfterCloseRefuses() throws SQLException {
        try (JdbcPool pool = database().pool("late").build()) {
            Connection late = pool.getConnection();
            late.close();
            late.close();
            assertThat(late.isClosed()).isTrue();
            assertThat(late.isValid(1)).isFalse();
            assertThatThrownBy(late::createStatement).satisfies(CloseContract::saysClosed);
            assertThatThrownBy(() -> late.setAutoCommit(false)).satisfies(CloseContract::saysClosed);
            assertThatThrownBy(() -> late.setClientInfo("ApplicationName", "x")).satisfies(CloseContract::saysClosed);
            assertThatThrownBy(() -> late.unwrap(Connection.class)).satisfies(CloseContract::saysClosed);
            try (Connection next = pool.getConnection()) {
                late.close();
                late.abort(Runnable::run);
                assertThat(next.isClosed()).isFalse();
                assertThat(next.isValid(5)).isTrue();
                assertThat(pool.usage().inUse()).isEqualTo(1);
            }
        }
    }

    private static void saysClosed(Throwable failure) {
        assertThat(failure).isInstanceOf(SQLException.class).hasMessageContaining("was closed");
        assertThat(((SQLException) failure).getSQLState()).isEqualTo("08003");
    }

    @Test
    default void twoThreadsThatCloseAtOnceGiveItBackOnce() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try (JdbcPool pool = database().pool("twice").size(0, 2).build()) {
            for (int round = 0; round < 200; round++) {
                Connection connection = pool.getConnection();
                CyclicBarrier together = new CyclicBarrier(2);
                List<Future<?>> closers = new ArrayList<>();
                for (int closer = 0; closer < 2; closer++) {
                    closers.add(threads.submit(() -> {
                        together.await();
                        connection.close();
                        return null;
                    }));
                }
                for (Future<?> closer : closers) {
                    closer.get(10, TimeUnit.SECONDS);
                }
            }
            assertThat(pool.usage().inUse()).isZero();
            try (Connection one = pool.getConnection();
                    Connection other = pool.getConnection()) {
                assertThat(sessionOf(one)).isNotEqualTo(sessionOf(other));
            }
        } finally {
            threads.shutdown();
            assertThat(threads.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        }
    }
}
