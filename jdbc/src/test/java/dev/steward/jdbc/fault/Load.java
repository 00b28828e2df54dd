package dev.steward.jdbc.fault;

import static org.awaitility.Awaitility.await;

import dev.steward.jdbc.JdbcPool;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Users of a pool, who go on until they are stopped whatever becomes of their requests. One in three writes in
 * auto-commit, one in a transaction, and one leaves its transaction unfinished and its session changed. Each looks first
 * whether its connection is clean.
 */
final class Load {
    private static final long BETWEEN_REQUESTS_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private final JdbcPool pool;
    private final Account account;
    private final List<Thread> workers = new ArrayList<>();

    /** Each request needs one, and gives it back: without them nobody begins another. Fair, or a pause never begins. */
    private final Semaphore permits;

    private volatile boolean stopped;

    private Load(JdbcPool pool, Account account, int workers) {
        this.pool = pool;
        this.account = account;
        this.permits = new Semaphore(workers, true);
        for (int worker = 0; worker < workers; worker++) {
            int number = worker;
            this.workers.add(new Thread(() -> work(number), "worker-" + number));
        }
    }

    static Load on(JdbcPool pool, Account account, int workers) {
        Load load = new Load(pool, account, workers);
        load.workers.forEach(Thread::start);
        return load;
    }

    /** Returns when no request is under way; none begins until {@link #resume}. */
    void pause() {
        permits.acquireUninterruptibly(workers.size());
    }

    void resume() {
        permits.release(workers.size());
    }

    /** Returns when the last request has ended. */
    void stop(Duration patience) {
        stopped = true;
        resume(); // One permit too many harms nobody now.
        for (Thread worker : workers) {
            await().atMost(patience).until(() -> !worker.isAlive());
        }
    }

    private void work(int worker) {
        for (long number = 0; !stopped; number++) {
            permits.acquireUninterruptibly();
            try {
                request(worker, worker * 1_000_000_000L + number, Sort.values()[(int) (number % 3)]);
            } finally {
                permits.release();
            }
            LockSupport.parkNanos(BETWEEN_REQUESTS_NANOS);
        }
    }

    private void request(int worker, long id, Sort sort) {
        long began = System.nanoTime();
        Request.Stage stage = Request.Stage.BEFORE_COMMIT;
        Request.Outcome outcome = Request.Outcome.SUCCEEDED;
        @Nullable Exception failure = null;
        try (Connection connection = pool.getConnection()) {
            lookAt(connection, id);
            if (sort == Sort.AUTO_COMMIT) {
                stage = Request.Stage.AT_COMMIT;
                insert(connection, id);
            } else {
                connection.setAutoCommit(false);
                connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
                insert(connection, id);
                insert(connection, id);
                if (sort == Sort.TRANSACTION) {
                    stage = Request.Stage.AT_COMMIT;
                    connection.commit();
                } else {
                    connection.setSchema("elsewhere");
                    connection.setNetworkTimeout(Runnable::run, 60_000);
                }
            }
        } catch (SQLException e) {
            failure = e;
            outcome = Request.outcomeOf(e, stage);
        }
        account.enter(new Request(id, sort.rows, outcome, worker, began, System.nanoTime(), failure));
    }

    private void lookAt(Connection connection, long id) throws SQLException {
        boolean autoCommit = connection.getAutoCommit();
        int isolation = connection.getTransactionIsolation();
        String schema = connection.getSchema();
        if (!autoCommit || isolation != Connection.TRANSACTION_READ_COMMITTED || !"public".equals(schema)) {
            account.wrongState("request " + id + " got auto-commit " + autoCommit + ", isolation " + isolation
                    + ", schema " + schema);
        }
    }

    private static void insert(Connection connection, long id) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("insert into written values (?)")) {
            statement.setLong(1, id);
            statement.executeUpdate();
        }
    }

    /** What a request does, and how many rows there are of it in the end. */
    private enum Sort {
        AUTO_COMMIT(1),
        TRANSACTION(2),
        ABANDONED(0);

        private final int rows;

        Sort(int rows) {
            this.rows = rows;
        }
    }
}
