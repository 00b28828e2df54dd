package dev.steward.bench.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import javax.sql.DataSource;

/** HikariCP. */
final class HikariConnections {
    private HikariConnections() {}

    static DataSource to(Target target) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(target.url());
        config.setUsername(Target.USER);
        config.setPassword(Target.PASSWORD);
        config.setMinimumIdle(target.min());
        config.setMaximumPoolSize(target.max());
        config.setConnectionTimeout(Target.PATIENCE_MILLIS);
        return new HikariDataSource(config);
    }
}
