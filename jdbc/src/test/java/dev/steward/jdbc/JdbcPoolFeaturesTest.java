package dev.steward.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.steward.testing.NothingLeftBehind;
import java.sql.Array;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a holder meets beyond the contract: limits, labels, hooks of the driver, verdicts. On H2. */
@ExtendWith(NothingLeftBehind.class)
final class JdbcPoolFeaturesTest {
    private final WrappedH2 h2 = new WrappedH2("features");

    /** The first connection to H2 that a process opens takes longer than the pools here wait for one. */
    @BeforeAll
    static void loadDriver() throws SQLException {
        DriverManager.getConnection("jdbc:h2:mem:").close();
    }

    private JdbcPoolBuilder pool() {
        return JdbcPool.builder("features").dataSource(h2).size(0, 1).acquireTimeout(Duration.ofMillis(500));
    }

    @Test
    void oneStatementTooManyIsRefusedAndTheOldestAreNamedWithoutTheirValues() throws SQLException {
        try (JdbcPool pool = pool().maxOpenStatements(12).build();
                Connection connection = pool.getConnection()) {
            List<Statement> open = new ArrayList<>();
            Statement oldest = connection.createStatement();
            oldest.executeQuery("select 'a secret' as oldest");
            open.add(oldest);
            for (int i = 0; i < 11; i++) {
                open.add(connection.prepareStatement("select cast(? as int) as number" + i));
            }
            TooManyOpenException refused =
                    catchThrowableOfType(TooManyOpenException.class, () -> connection.prepareStatement("select 1"));
            assertThat(refused.getSQLState()).isEqualTo("STW08");
            assertThat((Throwable) refused)
                    .hasMessageContaining("features: 12 statements and cursors are open")
                    .hasMessageContaining("the oldest for at least")
                    .hasMessageContaining("the oldest: select ? as oldest; select cast(? as int) as number0;")
                    .hasMessageNotContaining("secret");
            open.get(3).close();
            connection.prepareStatement("select 2").close();
            for (Statement each : open) {
                each.close();
            }
        }
    }

    @Test
    void exhaustionSaysWhatTheHolderRanLastWithoutItsValues() throws SQLException {
        try (JdbcPool pool = pool().build()) {
            Connection first = pool.getConnection();
            run(first, "select 1 as earlier");
            first.close();
            try (Connection holder = pool.getConnection()) {
                assertThat(pool.holdings().get(0).label())
                        .as("of the last holder")
                        .isEmpty();
                try (PreparedStatement statement =
                        holder.prepareStatement("select 'hush', 4711 where 'x' = ? /* note */")) {
                    statement.setString(1, "parameter");
                    statement.executeQuery();
                }
                assertThatThrownBy(pool::getConnection)
                        .isInstanceOf(PoolExhaustedException.class)
                        .hasMessageContaining("(select ?, ? where ? = ?)")
                        .hasMessageNotContaining("hush")
                        .hasMessageNotContaining("parameter");
                try (Statement batch = holder.createStatement()) {
                    batch.addBatch("create table if not exists last_run (id int)");
                    batch.executeBatch();
                }
                assertThat(pool.holdings().get(0).label()).isEqualTo("create table if not exists last_run (id int)");
            }
        }
    }

    @Test
    void anArrayReadAsAResultSetLeadsToTheShellsAndIsTakenBackByTheDriver() throws SQLException {
        try (JdbcPool pool = pool().build()) {
            Connection connection = pool.getConnection();
            PreparedStatement statement = connection.prepareStatement("select cast(? as int array)");
            Array given = connection.createArrayOf("INTEGER", new Object[] {7, 8});
            statement.setArray(1, given);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                Array array = row.getArray(1);
                try (ResultSet elements = array.getResultSet()) {
                    assertThat(elements).isInstanceOf(LeasedResultSet.class);
                    assertThat(elements.getStatement()).isSameAs(statement);
                    elements.next();
                    assertThat(elements.getInt(2)).isEqualTo(7);
                }
                assertThat((Object[]) array.getArray()).containsExactly(7, 8);
                assertThat(row.getObject(1)).isInstanceOf(LeasedArray.class);
                assertThat(row.getObject(1, Array.class)).isInstanceOf(LeasedArray.class);
                statement.setObject(1, array);
                connection.close();
                assertThatThrownBy(array::getArray).hasMessageContaining("was closed");
                array.free();
            }
        }
    }

    @Test
    void aDriverThatKnowsRequestsIsToldTheirBoundsUnlessItShallNot() throws SQLException {
        try (JdbcPool pool = pool().build()) {
            pool.getConnection().close();
        }
        assertThat(h2.calls).containsSubsequence("beginRequest", "clearWarnings", "endRequest", "close");
        h2.calls.clear();
        try (JdbcPool pool = pool().requestBoundaries(false).build()) {
            pool.getConnection().close();
        }
        assertThat(h2.calls).doesNotContain("beginRequest", "endRequest");
    }

    @Test
    void whatIsSetBySqlAloneIsUndoneByTheResetAndTheInitStatementRunsAgain() throws SQLException {
        try (JdbcPool pool =
                pool().initSql("set @kept = 5").resetSql("set @changed = null").build()) {
            try (Connection connection = pool.getConnection()) {
                run(connection, "set @changed = 1");
                run(connection, "set @kept = 6");
                connection.setAutoCommit(false);
            }
            try (Connection connection = pool.getConnection();
                    Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery("select @changed, @kept")) {
                row.next();
                assertThat(row.getObject(1)).isNull();
                assertThat(row.getInt(2)).isEqualTo(5);
                assertThat(connection.getAutoCommit()).isTrue();
            }
        }
        assertThat(h2.calls.stream().filter("connect"::equals)).hasSize(1);
    }

    @Test
    void aFailureThatConcernsAllConnectionsReplacesThemOnce() throws SQLException {
        try (JdbcPool pool = pool().size(0, 3)
                .verdict((failure, product) -> {
                    assertThat(product).isEqualTo("H2");
                    return failure.getSQLState().startsWith("42S") ? Verdict.ALL_LOST : Verdict.HARMLESS;
                })
                .build()) {
            Connection one = pool.getConnection();
            Connection other = pool.getConnection();
            pool.getConnection().close();
            assertThat(pool.statistics().created()).isEqualTo(3);
            assertThatThrownBy(() -> run(one, "select * from no_such_table")).isInstanceOf(SQLException.class);
            await().until(() -> pool.statistics().destroyed() == 1);
            one.close();
            await().until(() -> pool.statistics().destroyed() == 2);
            Connection fresh = pool.getConnection();
            assertThatThrownBy(() -> run(other, "select * from no_such_table")).isInstanceOf(SQLException.class);
            other.close();
            fresh.close();
            await().until(() -> pool.statistics().destroyed() == 3);
            try (Connection again = pool.getConnection()) {
                assertThat(again.isClosed()).isFalse();
            }
            assertThat(pool.statistics().created())
                    .as("late news spared the fresh one")
                    .isEqualTo(4);
        }
    }

    @Test
    void aConnectionComesBackWhenTheThreadThatItIsBoundToHasDied() throws Exception {
        try (JdbcPool pool = pool().reclaimOrphans(true)
                .acquireTimeout(Duration.ofSeconds(20))
                .build()) {
            Thread careless = new Thread(() -> {
                try {
                    assertThat(Objects.requireNonNull(pool.getConnection()).isClosed())
                            .isFalse();
                } catch (SQLException e) {
                    throw new IllegalStateException(e);
                }
            });
            careless.start();
            careless.join();
            try (Connection next = pool.getConnection()) {
                assertThat(next.isClosed()).isFalse();
            }
            assertThat(pool.statistics().orphaned()).isEqualTo(1);
        }
    }

    @Test
    void aCheckMayBeAQuery() throws SQLException {
        List<String> asked = new ArrayList<>();
        Terms terms = Terms.of("checks");
        Terms asking = new Terms(
                "checks", terms.verdict(), Duration.ofSeconds(2), "select 42", terms.resetSql(), true, 1, terms.era());
        PhysicalConnection connection = Calls.physical(asking, called -> {
            asked.add(called.getName());
            return called.getName().equals("getAutoCommit") ? (Object) true : Calls.plainestAnswer(called);
        });
        asked.clear();
        assertThat(connection.isHealthy()).isTrue();
        assertThat(asked).contains("createStatement").doesNotContain("isValid");
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
