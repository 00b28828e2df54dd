package dev.steward.bench.scoreboard.contestant;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.PrintWriter;

/** HikariCP. */
final class HikariContestant implements Contestant {
    private static final long SHORTEST_MILLIS = 250;

    private final boolean tuned;

    HikariContestant(boolean tuned) {
        this.tuned = tuned;
    }

    @Override
    public String name() {
        return tuned ? "hikari-tuned" : "hikari";
    }

    @Override
    public String product() {
        return "HikariCP 7.1.0";
    }

    @Override
    public String settings() {
        return tuned
                ? "`com.zaxxer.hikari.aliveBypassWindowMs` 0 (a system property: validates at every getConnection),"
                        + " `validationTimeout` 1 s, `schema`, `catalog` and `transactionIsolation` as the database has them,"
                        + " `leakDetectionThreshold` 60 s (2 s where a leak is made), `keepaliveTime` 30 s,"
                        + " `initializationFailTimeout` -1"
                : "";
    }

    @Override
    public long shortestTimeoutMillis() {
        return SHORTEST_MILLIS;
    }

    @Override
    public OpenPool open(Setup setup, PrintWriter log) {
        if (tuned) {
            // Read when HikariCP's classes are initialised; so each contestant has a process of its own.
            System.setProperty("com.zaxxer.hikari.aliveBypassWindowMs", "0");
        }
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(setup.url());
        config.setUsername(Setup.USER);
        config.setPassword(Setup.PASSWORD);
        config.setMinimumIdle(setup.min());
        config.setMaximumPoolSize(setup.max());
        config.setConnectionTimeout(Math.max(SHORTEST_MILLIS, setup.timeout().toMillis()));
        if (tuned) {
            config.setValidationTimeout(Math.min(1_000, config.getConnectionTimeout()));
            config.setSchema(setup.schema());
            config.setCatalog(setup.catalog());
            config.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
            config.setLeakDetectionThreshold(setup.leakAfter().toMillis());
            config.setKeepaliveTime(30_000);
            config.setInitializationFailTimeout(-1);
        }
        HikariDataSource pool = new HikariDataSource(config);
        return new OpenPool(pool, deadline -> pool.close());
    }
}
