package dev.steward.bench.scoreboard.contestant;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.apache.tomcat.jdbc.pool.DataSource;
import org.apache.tomcat.jdbc.pool.PoolProperties;

/** The pool of Tomcat. It would keep up to 100 idle and open 10 at the start. */
final class TomcatContestant implements Contestant {
    private final boolean tuned;

    TomcatContestant(boolean tuned) {
        this.tuned = tuned;
    }

    @Override
    public String name() {
        return tuned ? "tomcat-tuned" : "tomcat";
    }

    @Override
    public String product() {
        return "tomcat-jdbc 11.0.25";
    }

    @Override
    public String settings() {
        return tuned
                ? "`testOnBorrow` with `validationInterval` 0, `testWhileIdle`, `timeBetweenEvictionRunsMillis` 1 s,"
                        + " `validationQueryTimeout` 1 s, `rollbackOnReturn`, `jdbcInterceptors` ConnectionState and"
                        + " StatementFinalizer(trace=true), `defaultCatalog`, `defaultTransactionIsolation`, `defaultAutoCommit`,"
                        + " `defaultReadOnly` as the database has them, `propagateInterruptState`, `removeAbandoned` and"
                        + " `logAbandoned` with `removeAbandonedTimeout` 60 s (2 s where a leak is made);"
                        + " `fairQueue` and `useStatementFacade` are its defaults"
                : "";
    }

    @Override
    public long shortestTimeoutMillis() {
        return 1; // Zero is for ever.
    }

    @Override
    public OpenPool open(Setup setup, PrintWriter log) throws SQLException {
        PoolProperties pool = new PoolProperties();
        pool.setUrl(setup.url());
        // It would warn at every connect, and find the same one.
        pool.setDriverClassName(DriverManager.getDriver(setup.url()).getClass().getName());
        pool.setUsername(Setup.USER);
        pool.setPassword(Setup.PASSWORD);
        pool.setInitialSize(setup.min());
        pool.setMinIdle(setup.min());
        pool.setMaxIdle(setup.max());
        pool.setMaxActive(setup.max());
        pool.setMaxWait((int) setup.timeout().toMillis());
        if (tuned) {
            pool.setTestOnBorrow(true);
            pool.setValidationInterval(0);
            pool.setTestWhileIdle(true);
            pool.setTimeBetweenEvictionRunsMillis(1_000);
            pool.setValidationQueryTimeout(1);
            pool.setRollbackOnReturn(true);
            pool.setJdbcInterceptors("ConnectionState;StatementFinalizer(trace=true)");
            pool.setDefaultCatalog(setup.catalog());
            pool.setDefaultTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
            pool.setDefaultAutoCommit(true);
            pool.setDefaultReadOnly(false);
            pool.setPropagateInterruptState(true);
            pool.setRemoveAbandoned(true);
            pool.setRemoveAbandonedTimeout(setup.leakAfterSeconds());
            pool.setLogAbandoned(true);
        }
        DataSource source = new DataSource(pool);
        return new OpenPool(source, deadline -> source.close());
    }
}
