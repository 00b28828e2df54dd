package dev.steward.bench;

import dev.steward.bench.jdbc.JdbcPeers;
import dev.steward.bench.jdbc.Target;
import dev.steward.bench.stub.StubDriver;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;

/**
 * The process that measures a spike: many requests arrive in the same moment, each with a thread of its own, and each
 * holds a connection for a short query. What counts is when the last one is done, and how many connections were opened
 * on the way; every one of them costs the database a process. One request that is refused fails the measurement.
 */
final class Spike {
    private static final long QUERY_MILLIS = 2;
    private static final int REHEARSALS = 5_000;

    private final DataSource pool;
    private final long settleMillis;

    private Spike(DataSource pool, long settleMillis) {
        this.pool = pool;
        this.settleMillis = settleMillis;
    }

    public static void main(String[] arguments) throws Exception {
        long connectMillis = Long.parseLong(arguments[4]);
        Target target = new Target(
                StubDriver.url(connectMillis), Integer.parseInt(arguments[2]), Integer.parseInt(arguments[3]));
        Spike spike = new Spike(JdbcPeers.create(arguments[0], target), 3 * connectMillis);
        spike.prepare(target.min());
        Fork.tell(spike.measure(Integer.parseInt(arguments[1])));
        // The threads of the pools must not keep the process from ending.
        System.exit(0);
    }

    /**
     * Has the connections opened that are kept anyhow. By one request at a time, not by so many at once: HikariCP's
     * minimum is of idle connections, and with all of them in use it would begin with more than the others.
     */
    private void prepare(int min) throws Exception {
        for (int i = 0; i < REHEARSALS || StubDriver.connects() < min; i++) {
            pool.getConnection().close();
        }
        TimeUnit.MILLISECONDS.sleep(settleMillis);
    }

    private Sample measure(int requests) throws Exception {
        double millis = spike(requests);
        // What was begun for the spike is part of its price, even if it comes too late.
        TimeUnit.MILLISECONDS.sleep(settleMillis);
        return new Sample(millis, (double) StubDriver.connects(), null);
    }

    private double spike(int requests) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(requests);
        CountDownLatch ready = new CountDownLatch(requests);
        CountDownLatch gate = new CountDownLatch(1);
        List<Future<?>> all = new ArrayList<>();
        for (int i = 0; i < requests; i++) {
            all.add(threads.submit(() -> {
                ready.countDown();
                gate.await();
                request();
                return null;
            }));
        }
        ready.await();
        long began = System.nanoTime();
        gate.countDown();
        for (Future<?> each : all) {
            each.get();
        }
        return (System.nanoTime() - began) / 1e6;
    }

    /** Sleeps instead of parking: a pool may leave a permit behind, with which a thread parks no time at all. */
    private void request() throws SQLException, InterruptedException {
        Connection connection = pool.getConnection();
        try (connection) {
            TimeUnit.MILLISECONDS.sleep(QUERY_MILLIS);
        }
    }
}
