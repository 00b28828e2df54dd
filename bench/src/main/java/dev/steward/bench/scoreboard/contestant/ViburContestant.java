package dev.steward.bench.scoreboard.contestant;

import java.io.PrintWriter;
import java.util.concurrent.Executors;
import org.vibur.dbcp.ViburDBCPDataSource;

/** Vibur DBCP. Its minimum is the number it opens at the start. */
final class ViburContestant implements Contestant {
    private final boolean tuned;

    ViburContestant(boolean tuned) {
        this.tuned = tuned;
    }

    @Override
    public String name() {
        return tuned ? "vibur-tuned" : "vibur";
    }

    @Override
    public String product() {
        return "vibur-dbcp 25.0";
    }

    @Override
    public String settings() {
        return tuned
                ? "`connectionIdleLimitInSeconds` 0 (validates at every getConnection), `validateTimeoutInSeconds` 1,"
                        + " `loginTimeoutInSeconds` 1, `useNetworkTimeout`, `resetDefaultsAfterUse` with `defaultAutoCommit`,"
                        + " `defaultReadOnly`, `defaultTransactionIsolation`, `defaultCatalog` as the database has them,"
                        + " `clearSQLWarnings`, `poolEnableConnectionTracking`, `logTakenConnectionsOnTimeout`;"
                        + " `poolFair` is its default"
                : "";
    }

    @Override
    public long shortestTimeoutMillis() {
        return 1; // Zero is for ever.
    }

    @Override
    public OpenPool open(Setup setup, PrintWriter log) {
        ViburDBCPDataSource pool = new ViburDBCPDataSource();
        pool.setJdbcUrl(setup.url());
        pool.setUsername(Setup.USER);
        pool.setPassword(Setup.PASSWORD);
        pool.setPoolInitialSize(setup.min());
        pool.setPoolMaxSize(setup.max());
        pool.setConnectionTimeoutInMs(setup.timeout().toMillis());
        if (tuned) {
            pool.setConnectionIdleLimitInSeconds(0);
            pool.setValidateTimeoutInSeconds(1);
            pool.setLoginTimeoutInSeconds(1);
            pool.setUseNetworkTimeout(true);
            pool.setNetworkTimeoutExecutor(Executors.newSingleThreadExecutor(work -> {
                Thread thread = new Thread(work, "network timeouts");
                thread.setDaemon(true);
                return thread;
            }));
            pool.setResetDefaultsAfterUse(true);
            pool.setDefaultAutoCommit(true);
            pool.setDefaultReadOnly(false);
            pool.setDefaultTransactionIsolation("READ_COMMITTED");
            pool.setDefaultCatalog(setup.catalog());
            pool.setClearSQLWarnings(true);
            pool.setPoolEnableConnectionTracking(true);
            pool.setLogTakenConnectionsOnTimeout(true);
        }
        pool.start();
        return new OpenPool(pool, deadline -> pool.close());
    }
}
