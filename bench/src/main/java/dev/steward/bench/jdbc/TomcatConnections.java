package dev.steward.bench.jdbc;

import java.sql.DriverManager;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.apache.tomcat.jdbc.pool.PoolProperties;

/** The pool of Tomcat. It would keep up to 100 idle and open 10 at the start. */
final class TomcatConnections {
    private TomcatConnections() {}

    static DataSource to(Target target) throws SQLException {
        PoolProperties properties = new PoolProperties();
        properties.setUrl(target.url());
        // It would warn at every connect, and find the same one.
        properties.setDriverClassName(
                DriverManager.getDriver(target.url()).getClass().getName());
        properties.setUsername(Target.USER);
        properties.setPassword(Target.PASSWORD);
        properties.setInitialSize(target.min());
        properties.setMinIdle(target.min());
        properties.setMaxIdle(target.max());
        properties.setMaxActive(target.max());
        properties.setMaxWait((int) Target.PATIENCE_MILLIS);
        return new org.apache.tomcat.jdbc.pool.DataSource(properties);
    }
}
