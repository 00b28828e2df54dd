package dev.steward.bench.jdbc;

import dev.steward.jdbc.JdbcPool;
import java.time.Duration;
import javax.sql.DataSource;

/** The pool of this project. */
final class StewardConnections {
    private StewardConnections() {}

    static DataSource to(Target target) {
        return JdbcPool.builder("bench")
                .url(target.url())
                .user(Target.USER)
                .password(Target.PASSWORD)
                .size(target.min(), target.max())
                .acquireTimeout(Duration.ofMillis(Target.PATIENCE_MILLIS))
                .build();
    }
}
