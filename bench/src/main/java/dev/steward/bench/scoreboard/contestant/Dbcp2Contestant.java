package dev.steward.bench.scoreboard.contestant;

import java.io.PrintWriter;
import java.sql.Connection;
import java.time.Duration;
import org.apache.commons.dbcp2.BasicDataSource;

/** commons-dbcp2. It would keep no more than 8 idle, whatever the maximum. */
final class Dbcp2Contestant implements Contestant {
    private final boolean tuned;

    Dbcp2Contestant(boolean tuned) {
        this.tuned = tuned;
    }

    @Override
    public String name() {
        return tuned ? "dbcp2-tuned" : "dbcp2";
    }

    @Override
    public String product() {
        return "commons-dbcp2 2.14.0, `BasicDataSource`";
    }

    @Override
    public String settings() {
        return tuned
                ? "`defaultSchema`, `defaultCatalog`, `defaultTransactionIsolation`, `defaultAutoCommit`, `defaultReadOnly`"
                        + " as the database has them, `testWhileIdle` and `durationBetweenEvictionRuns` 1 s, `validationQueryTimeout` 1 s,"
                        + " `fastFailValidation`, `removeAbandonedOnBorrow`, `removeAbandonedOnMaintenance` and `logAbandoned`"
                        + " with `removeAbandonedTimeout` 60 s (2 s where a leak is made); `testOnBorrow` is its default"
                : "";
    }

    @Override
    public long shortestTimeoutMillis() {
        return 0;
    }

    @Override
    public OpenPool open(Setup setup, PrintWriter log) {
        BasicDataSource pool = new BasicDataSource();
        pool.setUrl(setup.url());
        pool.setUsername(Setup.USER);
        pool.setPassword(Setup.PASSWORD);
        pool.setInitialSize(setup.min());
        pool.setMinIdle(setup.min());
        pool.setMaxIdle(setup.max());
        pool.setMaxTotal(setup.max());
        pool.setMaxWait(setup.timeout());
        if (tuned) {
            pool.setDefaultSchema(setup.schema());
            pool.setDefaultCatalog(setup.catalog());
            pool.setDefaultTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
            pool.setDefaultAutoCommit(true);
            pool.setDefaultReadOnly(false);
            pool.setTestWhileIdle(true);
            pool.setDurationBetweenEvictionRuns(Duration.ofSeconds(1));
            pool.setValidationQueryTimeout(Duration.ofSeconds(1));
            pool.setFastFailValidation(true);
            pool.setRemoveAbandonedOnBorrow(true);
            pool.setRemoveAbandonedOnMaintenance(true);
            pool.setRemoveAbandonedTimeout(Duration.ofSeconds(setup.leakAfterSeconds()));
            pool.setLogAbandoned(true);
            pool.setAbandonedLogWriter(log);
        }
        return new OpenPool(pool, deadline -> pool.close());
    }
}
