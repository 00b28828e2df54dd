package dev.steward.bench.scoreboard.trial;

import dev.steward.bench.stub.StubDriver;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A database that does what a probe tells it to, and counts. A connect that is slow or hangs cannot be interrupted, like
 * one that waits for a socket. Threadsafe.
 */
public final class TrialDatabase implements AutoCloseable {
    /** What its connections say of themselves when nobody has changed it. */
    public static final String SCHEMA = "public";

    public static final String CATALOG = "stub";

    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final String url = TrialDriver.PREFIX + NUMBER.incrementAndGet();
    private final CountDownLatch released = new CountDownLatch(1);
    private final AtomicInteger toHang = new AtomicInteger();
    private final AtomicInteger connects = new AtomicInteger();
    private final Gauge connecting = new Gauge();
    private final Gauge open = new Gauge();
    private final AtomicInteger checks = new AtomicInteger();
    private final AtomicInteger openStatements = new AtomicInteger();
    private final List<TrialConnection> connections = new CopyOnWriteArrayList<>();
    private volatile long connectMillis;
    private volatile long closeMillis;
    private volatile @Nullable Supplier<SQLException> refusal;

    public TrialDatabase() {
        TrialDriver.enter(this);
    }

    public String url() {
        return url;
    }

    /** From now on. */
    public void connectsTake(Duration time) {
        connectMillis = time.toMillis();
    }

    /** From now on. */
    public void closesTake(Duration time) {
        closeMillis = time.toMillis();
    }

    /** Connects hang from now on, so many of them, until the trial is over. */
    public void hang(int count) {
        toHang.set(count);
    }

    /** Connects are refused from now on; with null they are served again. */
    public void refuse(@Nullable Supplier<SQLException> failure) {
        refusal = failure;
    }

    /** Cuts every connection there is. */
    public void cutAll() {
        connections.forEach(TrialConnection::cut);
    }

    Connection connect() throws SQLException {
        connects.incrementAndGet();
        connecting.up();
        try {
            if (toHang.getAndUpdate(count -> Math.max(0, count - 1)) > 0) {
                waitWhatever(Duration.ofDays(1));
                throw new SQLException("the connect hung until the trial was over", "08001");
            }
            waitWhatever(Duration.ofMillis(connectMillis));
            Supplier<SQLException> failure = refusal;
            if (failure != null) {
                throw failure.get();
            }
        } finally {
            connecting.down();
        }
        TrialConnection made = new TrialConnection(this, DriverManager.getConnection(StubDriver.url(0)));
        connections.add(made);
        open.up();
        return made.asConnection();
    }

    /** An interrupt does not shorten it, and is not lost. */
    private void waitWhatever(Duration time) {
        long ends = System.nanoTime() + time.toNanos();
        boolean interrupted = false;
        boolean over = false;
        while (!over) {
            try {
                over = released.await(ends - System.nanoTime(), TimeUnit.NANOSECONDS) || ends - System.nanoTime() <= 0;
            } catch (InterruptedException later) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Before the driver has closed it, the server still has it. */
    void closing() {
        waitWhatever(Duration.ofMillis(closeMillis));
        open.down();
    }

    void checked() {
        checks.incrementAndGet();
    }

    void statements(int more) {
        openStatements.addAndGet(more);
    }

    /** How many connects were begun. */
    public int connects() {
        return connects.get();
    }

    /** How many connects were under way at once, at most. */
    public int mostConnecting() {
        return connecting.most();
    }

    /** How many connections are open. */
    public int open() {
        return open.now();
    }

    /** How many connections were open at once, at most. */
    public int mostOpen() {
        return open.most();
    }

    /** Counts the most connects at once anew. */
    public void forgetMost() {
        connecting.forget();
    }

    /** How often somebody asked whether a connection is valid. */
    public int checks() {
        return checks.get();
    }

    /** Statements that were created and not closed. */
    public int openStatements() {
        return openStatements.get();
    }

    /** All that were ever made, the oldest first. */
    public List<TrialConnection> connections() {
        return connections;
    }

    /** From here on connects end at once. */
    @Override
    public void close() {
        refusal = () -> new SQLException("the trial is over", "08001");
        released.countDown();
        TrialDriver.remove(this);
    }

    /** A count, and the most it has ever been. */
    private static final class Gauge {
        private final AtomicInteger now = new AtomicInteger();
        private final AtomicInteger most = new AtomicInteger();

        void up() {
            int count = now.incrementAndGet();
            most.accumulateAndGet(count, Math::max);
        }

        void down() {
            now.decrementAndGet();
        }

        int now() {
            return now.get();
        }

        void forget() {
            most.set(now.get());
        }

        int most() {
            return most.get();
        }
    }
}
