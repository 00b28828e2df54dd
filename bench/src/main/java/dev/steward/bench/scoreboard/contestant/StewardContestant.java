package dev.steward.bench.scoreboard.contestant;

import dev.steward.jdbc.JdbcPool;
import java.io.PrintWriter;

/** The pool of this project. Its settings are its defaults: there is no tuned one. */
final class StewardContestant implements Contestant {
    @Override
    public String name() {
        return "steward";
    }

    @Override
    public String product() {
        return "Steward, `JdbcPool`";
    }

    @Override
    public String settings() {
        return "";
    }

    @Override
    public long shortestTimeoutMillis() {
        return 0;
    }

    @Override
    public OpenPool open(Setup setup, PrintWriter log) {
        JdbcPool pool = JdbcPool.builder("scoreboard")
                .url(setup.url())
                .user(Setup.USER)
                .password(Setup.PASSWORD)
                .size(setup.min(), setup.max())
                .acquireTimeout(setup.timeout())
                .build();
        return new OpenPool(pool, pool::close);
    }
}
