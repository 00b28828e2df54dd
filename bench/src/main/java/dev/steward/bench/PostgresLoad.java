package dev.steward.bench;

import dev.steward.bench.jdbc.JdbcPeers;
import dev.steward.bench.jdbc.Target;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;

/**
 * The process that measures requests to PostgreSQL: how many were done, and what 999 in 1,000 took at most, the wait for
 * the connection and its return included.
 */
final class PostgresLoad {
    private final DataSource pool;
    private final ExecutorService threads;
    private final int count;

    private PostgresLoad(DataSource pool, int count) {
        this.pool = pool;
        this.count = count;
        this.threads = Executors.newFixedThreadPool(count);
    }

    public static void main(String[] arguments) throws Exception {
        String url = arguments[1];
        int threads = Integer.parseInt(arguments[2]);
        boolean quick = Boolean.parseBoolean(arguments[4]);
        createRows(url, threads);
        Target target = Target.fixed(url, Integer.parseInt(arguments[3]));
        PostgresLoad load = new PostgresLoad(JdbcPeers.open(arguments[0], target), threads);
        load.run(quick ? 700 : 3_000);
        Fork.tell(load.run(quick ? 1_500 : 5_000));
        // The threads of the pools must not keep the process from ending.
        System.exit(0);
    }

    /** One for each thread: what is measured is the wait for connections, not that for the locks of rows. */
    private static void createRows(String url, int count) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url, Target.USER, Target.PASSWORD);
                Statement statement = connection.createStatement()) {
            statement.execute("drop table if exists counters");
            statement.execute("create table counters (id int primary key, turns int not null) with (fillfactor = 10)");
            statement.execute("insert into counters select id, 0 from generate_series(0, " + (count - 1) + ") id");
        }
    }

    private Sample run(long millis) throws Exception {
        long began = System.nanoTime();
        long ends = began + TimeUnit.MILLISECONDS.toNanos(millis);
        List<Future<long[]>> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            all.add(threads.submit(new PostgresClient(pool, i, ends)));
        }
        long[] nanos = new long[0];
        for (Future<long[]> each : all) {
            long[] more = each.get();
            int length = nanos.length;
            nanos = Arrays.copyOf(nanos, length + more.length);
            System.arraycopy(more, 0, nanos, length, more.length);
        }
        double perMilli = nanos.length * 1e6 / (System.nanoTime() - began);
        Arrays.sort(nanos);
        return new Sample(perMilli, nanos[(int) (nanos.length * 0.999)] / 1e6, null);
    }
}
