package dev.steward.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import dev.steward.resource.ExhaustedException;
import dev.steward.resource.Kind;
import dev.steward.testing.NothingLeftBehind;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.assertj.core.util.Throwables;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a JdbcPool promises, whatever the database. */
@ExtendWith(NothingLeftBehind.class)
abstract class JdbcPoolContract {
    private static final Duration SHORT = Duration.ofMillis(100);

    abstract Database database();

    @BeforeEach
    void emptyTable() throws SQLException {
        execute("create table if not exists items (id int)");
        execute("delete from items");
    }

    @AfterEach
    void dropTable() throws SQLException {
        execute("drop table items");
    }

    @ParameterizedTest
    @MethodSource("dev.steward.jdbc.Dirt#all")
    void sessionStateOfOneHolderIsUnknownToTheNext(Dirt dirt) throws SQLException {
        try (JdbcPool pool = database().pool("clean").build()) {
            @Nullable Object before;
            long session;
            try (Connection connection = pool.getConnection()) {
                session = sessionOf(connection);
                before = dirt.probe().read(connection);
                changeIfTheDriverLetsIt(dirt, connection, before);
            }
            try (Connection connection = pool.getConnection()) {
                assertThat(dirt.probe().read(connection)).isEqualTo(before);
                assertThat(sessionOf(connection)).as("kept, not replaced").isEqualTo(session);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("dev.steward.jdbc.Dirt#all")
    void stateChangedBehindTheShellIsBroughtBackToo(Dirt dirt) throws SQLException {
        try (JdbcPool pool = database().pool("clean").build()) {
            @Nullable Object before;
            try (Connection connection = pool.getConnection()) {
                before = dirt.probe().read(connection);
                Connection driverConnection =
                        (Connection) connection.unwrap(database().driverType());
                assertThat(driverConnection).isNotSameAs(connection);
                changeIfTheDriverLetsIt(dirt, driverConnection, before);
            }
            try (Connection connection = pool.getConnection()) {
                assertThat(dirt.probe().read(connection)).isEqualTo(before);
            }
        }
    }

    private static void changeIfTheDriverLetsIt(Dirt dirt, Connection connection, @Nullable Object before)
            throws SQLException {
        try {
            dirt.change().make(connection);
        } catch (SQLException | RuntimeException e) {
            assumeThat(false).as("this driver does not let it be changed: " + e).isTrue();
        }
        assumeThat(Objects.equals(dirt.probe().read(connection), before))
                .as("this driver takes the change without a word and ignores it")
                .isFalse();
    }

    @Test
    void defaultsOfTheBuilderAreWhatEveryHolderGets() throws SQLException {
        try (JdbcPool pool = database()
                .pool("defaults")
                .autoCommit(false)
                .isolation(Connection.TRANSACTION_SERIALIZABLE)
                .initSql("create table if not exists made_by_init (id int)")
                .build()) {
            for (int holder = 0; holder < 3; holder++) {
                try (Connection connection = pool.getConnection()) {
                    assertThat(connection.getAutoCommit()).isFalse();
                    assertThat(connection.getTransactionIsolation()).isEqualTo(Connection.TRANSACTION_SERIALIZABLE);
                    connection.rollback();
                    assertThat(count(connection, "made_by_init")).isZero();
                    connection.commit();
                    connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
                    connection.setAutoCommit(true);
                }
            }
        } finally {
            execute("drop table made_by_init");
        }
    }

    @Test
    void stateIsBroughtBackForGoodInAPoolWithoutAutoCommit() throws SQLException {
        try (JdbcPool pool = database().pool("manual").autoCommit(false).build()) {
            String before;
            try (Connection connection = pool.getConnection()) {
                before = connection.getSchema();
                connection.setSchema(connection.getMetaData().storesUpperCaseIdentifiers() ? "OTHER" : "other");
                connection.commit();
                assertThat(connection.getSchema()).isNotEqualTo(before);
            }
            try (Connection connection = pool.getConnection()) {
                connection.rollback();
                assertThat(connection.getSchema()).isEqualTo(before);
                assertThat(connection.getAutoCommit()).isFalse();
            }
        }
    }

    @Test
    void unfinishedWorkIsRolledBack() throws SQLException {
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
    void aTransactionThatWasBegunBySqlIsRolledBackToo() throws SQLException {
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
    void aTransactionIsCommittedOrRolledBackWhateverItThrows() throws SQLException {
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

    @Test
    void whatWasLeftOpenIsClosed() throws SQLException {
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
            assertThatThrownBy(() -> statement.executeQuery("select 1")).satisfies(JdbcPoolContract::saysClosed);
            assertThatThrownBy(results::next).satisfies(JdbcPoolContract::saysClosed);
        }
    }

    @Test
    void aStatementThatItsHolderClosesIsNotRemembered() throws SQLException {
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
    void whatIsUsedAfterCloseRefuses() throws SQLException {
        try (JdbcPool pool = database().pool("late").build()) {
            Connection late = pool.getConnection();
            late.close();
            late.close();
            assertThat(late.isClosed()).isTrue();
            assertThat(late.isValid(1)).isFalse();
            assertThatThrownBy(late::createStatement).satisfies(JdbcPoolContract::saysClosed);
            assertThatThrownBy(() -> late.setAutoCommit(false)).satisfies(JdbcPoolContract::saysClosed);
            assertThatThrownBy(() -> late.setClientInfo("ApplicationName", "x"))
                    .satisfies(JdbcPoolContract::saysClosed);
            assertThatThrownBy(() -> late.unwrap(Connection.class)).satisfies(JdbcPoolContract::saysClosed);
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
    void twoThreadsThatCloseAtOnceGiveItBackOnce() throws Exception {
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

    @Test
    void everyWayBackLeadsToTheShell() throws SQLException {
        try (JdbcPool pool = database().pool("shells").build();
                Connection connection = pool.getConnection();
                Statement statement = connection.createStatement();
                PreparedStatement prepared = connection.prepareStatement("select 1");
                CallableStatement callable = connection.prepareCall("select 1");
                ResultSet results = statement.executeQuery("select 1");
                ResultSet preparedResults = prepared.executeQuery();
                ResultSet tables = connection.getMetaData().getTables(null, null, "%", null)) {
            assertThat(connection.getMetaData().getConnection()).isSameAs(connection);
            assertThat(statement.getConnection()).isSameAs(connection);
            assertThat(prepared.getConnection()).isSameAs(connection);
            assertThat(callable.getConnection()).isSameAs(connection);
            assertThat(results.getStatement()).isSameAs(statement);
            assertThat(preparedResults.getStatement()).isSameAs(prepared);
            assertThat(tables.getStatement()).isNull();
            assertThat(connection.unwrap(Connection.class)).isSameAs(connection);
            assertThat(statement.unwrap(Statement.class)).isSameAs(statement);
            assertThat(connection.isWrapperFor(database().driverType())).isTrue();
            assertThat(connection.isWrapperFor(Runnable.class)).isFalse();
            assertThat(connection.unwrap(database().driverType())).isNotNull();
            assertThatThrownBy(() -> connection.unwrap(Runnable.class)).isInstanceOf(SQLException.class);
            assertThat(pool.unwrap(JdbcPool.class)).isSameAs(pool);
        }
    }

    @Test
    void aConnectionKilledInUseNeverReachesTheNextHolder() throws SQLException {
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
    void aConnectionKilledInATransactionNeverReachesTheNextHolder() throws SQLException {
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
    void aConnectionKilledWhileIdleNeverReachesTheNextHolder() throws SQLException {
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
    void aFailedStatementDoesNotCostTheConnection() throws SQLException {
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
    void anAbortedConnectionIsReplaced() throws SQLException {
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

    @Test
    void aWrongPasswordFailsAtOnceAndIsNotShown() {
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
    void credentialsAreAskedForAtEveryConnect() throws SQLException {
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

    @Test
    void exhaustionNamesWhoHoldsTheConnections() throws Exception {
        try (JdbcPool pool = database().pool("small").acquireTimeout(SHORT).build()) {
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
    void aClosedPoolSaysSo() throws SQLException {
        JdbcPool pool = database().pool("over").build();
        pool.getConnection().close();
        assertThat(pool.close(Duration.ofSeconds(5)).isClean()).isTrue();
        assertThat(pool.isClosed()).isTrue();
        assertThatThrownBy(pool::getConnection)
                .isInstanceOf(PoolClosedException.class)
                .hasMessageContaining("over");
    }

    @Test
    void aConnectionStillHeldWhenThePoolClosesIsEndedUnderItsHolder() throws SQLException {
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
    void anInterruptedWaitKeepsTheFlag() throws SQLException {
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
    void onlyTheOwnUserGetsConnectionsByName() throws SQLException {
        try (JdbcPool pool = database().pool("own").build()) {
            pool.getConnection(database().user(), Database.PASSWORD).close();
            assertThatThrownBy(() -> pool.getConnection(database().user(), "wrong-Horse-99"))
                    .isInstanceOf(SQLFeatureNotSupportedException.class)
                    .hasMessageNotContaining("wrong-Horse-99");
            assertThatThrownBy(() -> pool.getConnection("mallory", Database.PASSWORD))
                    .isInstanceOf(SQLFeatureNotSupportedException.class);
        }
    }

    @Test
    void sixteenThreadsOnFourConnectionsLoseNoRowAndAddNone() throws Exception {
        int threads = 16;
        int rounds = 60;
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        try (JdbcPool pool = database().pool("busy").size(0, 4).build()) {
            List<Future<Integer>> workers = new ArrayList<>();
            for (int worker = 0; worker < threads; worker++) {
                int number = worker;
                workers.add(executor.submit(() -> work(pool, number, rounds)));
            }
            int committed = 0;
            for (Future<Integer> worker : workers) {
                committed += worker.get(60, TimeUnit.SECONDS);
            }
            assertThat(countBeside()).isEqualTo(committed);
            assertThat(pool.statistics().size()).isLessThanOrEqualTo(4);
            assertThat(pool.usage().inUse()).isZero();
            assertThat(pool.usage().acquired()).isEqualTo((long) threads * rounds);
        } finally {
            executor.shutdown();
            assertThat(executor.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    /** Commits one round in three, abandons one, and lets auto-commit do the third. */
    private static int work(JdbcPool pool, int worker, int rounds) throws SQLException {
        int committed = 0;
        for (int round = 0; round < rounds; round++) {
            try (Connection connection = pool.getConnection()) {
                connection.setAutoCommit(round % 3 == 2);
                insert(connection, worker * rounds + round);
                if (round % 3 == 0) {
                    connection.commit();
                }
                committed += round % 3 == 1 ? 0 : 1;
            }
        }
        return committed;
    }

    @Test
    void itIsManagedAsAPoolOfConnections() throws SQLException {
        try (JdbcPool pool = database().pool("managed").size(0, 3).build()) {
            assertThat(pool.name()).isEqualTo("managed");
            assertThat(pool.kind()).isEqualTo(Kind.CONNECTIONS);
            try (Connection connection = pool.getConnection()) {
                assertThat(connection.isClosed()).isFalse();
                assertThat(pool.usage().inUse()).isEqualTo(1);
                assertThat(pool.budget().used()).isBetween(1L, 3L);
                assertThat(pool.holdings())
                        .singleElement()
                        .satisfies(holding -> assertThat(holding.thread()).isSameAs(Thread.currentThread()));
            }
            assertThat(pool.reclaim(Long.MAX_VALUE)).isPositive();
            await().until(() -> pool.budget().used() == 0);
        }
    }

    private long sessionOf(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select " + database().sessionId())) {
            row.next();
            return row.getLong(1);
        }
    }

    private static void insert(Connection connection, int id) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("insert into items values (?)")) {
            statement.setInt(1, id);
            statement.executeUpdate();
        }
    }

    private static int count(Connection connection, String table) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select count(*) from " + table)) {
            row.next();
            return row.getInt(1);
        }
    }

    private int countBeside() throws SQLException {
        try (Connection connection = database().beside()) {
            return count(connection, "items");
        }
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = database().beside();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
