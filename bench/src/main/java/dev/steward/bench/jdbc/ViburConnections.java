package dev.steward.bench.jdbc;

import javax.sql.DataSource;
import org.vibur.dbcp.ViburDBCPDataSource;

/** Vibur DBCP. Its minimum is the number it opens at the start. */
final class ViburConnections {
    private ViburConnections() {}

    static DataSource to(Target target) {
        ViburDBCPDataSource pool = new ViburDBCPDataSource();
        pool.setJdbcUrl(target.url());
        pool.setUsername(Target.USER);
        pool.setPassword(Target.PASSWORD);
        pool.setPoolInitialSize(target.min());
        pool.setPoolMaxSize(target.max());
        pool.setConnectionTimeoutInMs(Target.PATIENCE_MILLIS);
        pool.start();
        return pool;
    }
}
