package dev.steward.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.steward.testing.NothingLeftBehind;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Transactions that are broken off, and what their work must not do. On H2. */
@ExtendWith(NothingLeftBehind.class)
final class TransactionsTest {
    private static final TransactionRetry THRICE = TransactionRetry.upTo(3).pauses(Duration.ZERO, Duration.ZERO);

    private final JdbcPool pool = JdbcPool.builder("transactions")
            .dataSource(new WrappedH2("transactions"))
            .size(0, 2)
            .build();

    @BeforeEach
    void createTable() throws SQLException {
        run("create table if not exists items (id int)");
        run("delete from items");
    }

    @AfterEach
    void close() {
        pool.close();
    }

    @Test
    void whatWasBrokenOffIsDoneAgainUpToTheLimitEachTimeFromTheBeginning() throws SQLException {
        List<Integer> attempts = new ArrayList<>();
        int result = pool.inTransaction(THRICE, connection -> {
            attempts.add(attempts.size() + 1);
            insert(connection, attempts.size());
            if (attempts.size() < 3) {
                throw new SQLException("could not serialize", "40001");
            }
            return attempts.size();
        });
        assertThat(result).isEqualTo(3);
        assertThat(ids()).containsExactly(3);
    }

    @Test
    void theLastFailureIsThrownWithTheEarlierOnesSuppressed() throws SQLException {
        List<SQLException> thrown = new ArrayList<>();
        Throwable failure = catchThrowable(() -> pool.inTransaction(THRICE, connection -> {
            insert(connection, 1);
            thrown.add(new SQLException("deadlock " + thrown.size(), "40P01"));
            throw thrown.get(thrown.size() - 1);
        }));
        assertThat(thrown).hasSize(3);
        assertThat(failure).isSameAs(thrown.get(2)).hasSuppressedException(thrown.get(1));
        assertThat(ids()).isEmpty();
    }

    @Test
    void otherFailuresAreNotRetriedAndNothingIsUnlessAskedFor() throws SQLException {
        List<String> attempts = new ArrayList<>();
        assertThatThrownBy(() -> pool.inTransaction(THRICE, connection -> {
                    attempts.add("constraint");
                    throw new SQLException("duplicate key", "23505");
                }))
                .hasMessage("duplicate key");
        assertThatThrownBy(() -> pool.inTransaction(connection -> {
                    attempts.add("not asked for");
                    throw new SQLException("could not serialize", "40001");
                }))
                .hasMessage("could not serialize");
        assertThatThrownBy(() -> pool.inTransaction(THRICE, connection -> {
                    attempts.add("lost");
                    connection.createStatement().close();
                    SQLException lost = new SQLException("could not serialize", "40001");
                    lost.setNextException(new SQLException("and the line is dead", "08006"));
                    throw lost;
                }))
                .hasMessage("could not serialize");
        assertThat(attempts).containsExactly("constraint", "not asked for", "lost");
    }

    @ParameterizedTest
    @CsvSource({
        "PostgreSQL, 40001, 0, true",
        "PostgreSQL, 40P01, 0, true",
        "PostgreSQL, 40003, 0, false",
        "PostgreSQL, 08006, 0, false",
        "MySQL, HY000, 1205, true",
        "MariaDB, 40001, 1213, true",
        "Oracle, 72000, 8177, true",
        "Oracle, 61000, 60, true",
        "Oracle, 23000, 1, false",
        "Microsoft SQL Server, 40001, 1205, true",
        "Microsoft SQL Server, S0002, 3960, true",
        "H2, HYT00, 90131, true",
        "Some Database, HY000, 1205, false"
    })
    void eachDatabaseHasItsWayToSayIt(String product, String state, int code, boolean brokenOff) {
        assertThat(TransactionRetry.isBrokenOff(new IllegalStateException(new SQLException("", state, code)), product))
                .isEqualTo(brokenOff);
    }

    @Test
    void anotherTransactionInTheSameThreadIsRefusedWithWhatToDo() throws SQLException {
        pool.inTransaction(connection -> {
            insert(connection, 1);
            assertThatThrownBy(() -> pool.inTransaction(inner -> 1))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("is in a transaction of this pool already")
                    .hasMessageContaining("next:");
            return 0;
        });
        assertThat(ids()).containsExactly(1);
        assertThat(pool.<Integer>inTransaction(connection -> 2))
                .as("afterwards it is free again")
                .isEqualTo(2);
    }

    @Test
    void theWorkCannotEndTheTransactionItselfButMayUseSavepoints() throws SQLException {
        pool.inTransaction(connection -> {
            insert(connection, 1);
            Savepoint before = connection.setSavepoint();
            insert(connection, 2);
            connection.rollback(before);
            for (SqlAction ending :
                    List.<SqlAction>of(Connection::commit, Connection::rollback, each -> each.setAutoCommit(true))) {
                assertThatThrownBy(() -> ending.on(connection))
                        .isInstanceOf(SQLException.class)
                        .hasMessageContaining("is not the work's to call");
            }
            return 0;
        });
        assertThat(ids()).containsExactly(1);
    }

    @Test
    void workThatClosesTheConnectionHasDoneNothing() throws SQLException {
        assertThatThrownBy(() -> pool.inTransaction(connection -> {
                    insert(connection, 1);
                    connection.close();
                    return 0;
                }))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("the work closed the connection");
        assertThat(ids()).isEmpty();
        assertThat(pool.usage().inUse()).isZero();
    }

    @Test
    void anErrorRollsBackAsWell() throws SQLException {
        assertThatThrownBy(() -> pool.inTransaction(connection -> {
                    insert(connection, 1);
                    throw new AssertionError("no");
                }))
                .isInstanceOf(AssertionError.class);
        assertThat(ids()).isEmpty();
    }

    @Test
    void pausesAreJitteredGrowAndEnd() {
        TransactionRetry retry = TransactionRetry.upTo(50).pauses(Duration.ofMillis(10), Duration.ofSeconds(1));
        HashSet<Long> seen = new HashSet<>();
        for (int done = 1; done < 50; done++) {
            long most = Math.min(1_000_000_000L, 10_000_000L << Math.min(20, done - 1));
            long pause = retry.pauseNanos(done);
            assertThat(pause).isBetween(most / 2, most);
            seen.add(pause);
        }
        assertThat(seen).hasSizeGreaterThan(20);
        assertThatThrownBy(() -> TransactionRetry.upTo(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> retry.pauses(Duration.ofSeconds(2), Duration.ofSeconds(1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(TransactionRetry.never()).hasToString("no retry");
    }

    /** What work may try. */
    private interface SqlAction {
        void on(Connection connection) throws SQLException;
    }

    private void run(String sql) throws SQLException {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static void insert(Connection connection, int id) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("insert into items values (" + id + ")");
        }
    }

    private List<Integer> ids() throws SQLException {
        List<Integer> ids = new ArrayList<>();
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select id from items order by id")) {
            while (rows.next()) {
                ids.add(rows.getInt(1));
            }
        }
        return ids;
    }
}
