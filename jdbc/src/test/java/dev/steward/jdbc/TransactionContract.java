package dev.steward.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

/** Unfinished work, and work in transactions. */
interface TransactionContract extends OnDatabase {
    @Test
    default void unfinishedWorkIsRolledBack() throws SQLException {
        try (JdbcPool pool = database().pool("rollback").build()) {
            try (Connection connection = pool.getConnection()) {
                connection.setAutoCommit(false);
                insert(connection, 1);
            }
            try (Connection connection = pool.getConnection()) {
                assertThat(count(connection, "items")).isZero();
            }
        }
        assertThat(countBeside()).isZero();
    }

    @Test
    default void aTransactionThatWasBegunBySqlIsRolledBackToo() throws SQLException {
        try (JdbcPool pool = database().pool("begun").build()) {
            try (Connection connection = pool.getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("begin");
                insert(connection, 1);
            }
            assertThat(countBeside()).isZero();
            try (Connection connection = pool.getConnection()) {
                assertThat(connection.getAutoCommit()).isTrue();
                insert(connection, 2);
            }
            assertThat(countBeside()).isEqualTo(1);
        }
    }

    @Test
    default void aTransactionIsCommittedOrRolledBackWhateverItThrows() throws SQLException {
        try (JdbcPool pool = database().pool("transactions").build()) {
            int answer = pool.inTransaction(connection -> {
                insert(connection, 1);
                return 42;
            });
            assertThat(answer).isEqualTo(42);
            assertThatThrownBy(() -> pool.inTransaction(connection -> {
                        insert(connection, 2);
                        throw new AssertionError("not this one");
                    }))
                    .isInstanceOf(AssertionError.class)
                    .hasMessage("not this one");
            assertThatThrownBy(() -> pool.inTransaction(connection ->
                            connection.createStatement().executeUpdate("insert into no_such_table values (1)")))
                    .isInstanceOf(SQLException.class);
            assertThat(pool.usage().inUse()).isZero();
        }
        assertThat(countBeside()).isEqualTo(1);
    }
}
