package dev.steward.bench.jdbc;

import java.time.Duration;
import javax.sql.DataSource;
import org.apache.commons.dbcp2.BasicDataSource;

/** commons-dbcp2. It would keep no more than 8 idle, whatever the maximum. */
final class Dbcp2Connections {
    private Dbcp2Connections() {}

    static DataSource to(Target target) {
        BasicDataSource pool = new BasicDataSource();
        pool.setUrl(target.url());
        pool.setUsername(Target.USER);
        pool.setPassword(Target.PASSWORD);
        pool.setInitialSize(target.min());
        pool.setMinIdle(target.min());
        pool.setMaxIdle(target.max());
        pool.setMaxTotal(target.max());
        pool.setMaxWait(Duration.ofMillis(Target.PATIENCE_MILLIS));
        return pool;
    }
}
