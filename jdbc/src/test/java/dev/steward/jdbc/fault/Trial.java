package dev.steward.jdbc.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.steward.jdbc.JdbcPool;
import dev.steward.jdbc.JdbcPoolBuilder;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Collections;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A pool under load that a fault strikes. When the fault is over every user succeeds again, and from then on all of
 * them do; nothing is leased, everything is in the books, and the database agrees with what the users were told.
 */
final class Trial implements AutoCloseable {
    /** How long a fault lasts, and the load after it. */
    static final Duration LASTING =
            Duration.ofMillis((long) (1000 * Double.parseDouble(System.getProperty("steward.faults.seconds", "0.5"))));

    /** More than whoever waits for the end of the fault has to wait. */
    static final Duration ENOUGH = LASTING.plusSeconds(20);

    private static final int WORKERS = 8;
    private static final Duration PATIENCE = ENOUGH.plusSeconds(10);

    final JdbcPool pool;
    final Account account = new Account();
    final Load load;
    private final String fault;
    private final Server server;
    private final long began = System.nanoTime();

    private Trial(String fault, Server server, JdbcPool pool) {
        this.fault = fault;
        this.server = server;
        this.pool = pool;
        this.load = Load.on(pool, account, WORKERS);
    }

    /** What the trials have in common of their pools: short timeouts, and fewer connections than users. */
    static JdbcPoolBuilder pool(int port) {
        return JdbcPool.builder("tried")
                .url(Server.url(port))
                .user(Server.USER)
                .password(Server.PASSWORD)
                .size(2, 4)
                .acquireTimeout(ENOUGH)
                .connectTimeout(Duration.ofSeconds(1))
                .validationTimeout(Duration.ofSeconds(1));
    }

    /** Returns when every user has succeeded. */
    static Trial of(String fault, Server server, JdbcPoolBuilder pool) {
        Trial trial = new Trial(fault, server, pool.build());
        trial.awaitSuccessOfAll(System.nanoTime());
        return trial;
    }

    /** The load goes on for a while. */
    void goOn() throws InterruptedException {
        assertThat(new CountDownLatch(1).await(LASTING.toNanos(), TimeUnit.NANOSECONDS))
                .isFalse();
    }

    /** Whether each of them has been told of a failure. */
    boolean everyUserFailed() {
        return account.failedSince(began).stream()
                        .map(Request::worker)
                        .distinct()
                        .count()
                == WORKERS;
    }

    long sessionOf(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select pg_backend_pid()")) {
            row.next();
            return row.getLong(1);
        }
    }

    /** The fault is over; the pool must recover. */
    Recovery recover() throws Exception {
        long healed = System.nanoTime();
        awaitSuccessOfAll(healed);
        long recovered = Collections.max(account.firstSuccessesSince(healed));
        long steady = System.nanoTime();
        goOn();
        load.stop(PATIENCE);
        assertThat(account.failedSince(steady))
                .as("failures after the recovery")
                .isEmpty();
        booksAreBalanced();
        account.agreesWith(server);
        Recovery recovery = Recovery.of(fault, TimeUnit.NANOSECONDS.toMillis(recovered - healed), account);
        recovery.record();
        return recovery;
    }

    private void awaitSuccessOfAll(long sinceNanos) {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> account.firstSuccessesSince(sinceNanos).size() == WORKERS);
    }

    private void booksAreBalanced() {
        assertThat(pool.usage().inUse()).isZero();
        assertThat(pool.usage().returned()).isEqualTo(pool.usage().acquired());
        assertThat(pool.holdings()).isEmpty();
        assertThat(pool.waiting()).isEmpty();
        await().atMost(PATIENCE).untilAsserted(() -> {
            int size = pool.statistics().size();
            assertThat(pool.budget().used()).as("units in use").isEqualTo(size);
            assertThat(server.sessions()).as("sessions on the server").isEqualTo(size);
        });
    }

    /** A pool that lets go of everything, of its units and of its sessions. */
    @Override
    public void close() {
        load.stop(PATIENCE);
        assertThat(pool.close(Duration.ofSeconds(5)).isClean()).isTrue();
        assertThat(pool.budget().used()).isZero();
        await().atMost(PATIENCE).until(() -> server.sessions() == 0);
    }
}
