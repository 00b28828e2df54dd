package dev.steward.bench.scoreboard.contestant;

import dev.steward.Steward;
import dev.steward.jdbc.JdbcPool;
import dev.steward.jdbc.JdbcPoolBuilder;
import dev.steward.ledger.Ledger;
import dev.steward.resource.Tracing;
import java.io.PrintWriter;

/** The pool of this project, by itself with its defaults, and managed by a Steward. */
final class StewardContestant implements Contestant {
    private final boolean tuned;

    StewardContestant(boolean tuned) {
        this.tuned = tuned;
    }

    @Override
    public String name() {
        return tuned ? "steward-tuned" : "steward";
    }

    @Override
    public String product() {
        return "Steward, `JdbcPool`";
    }

    @Override
    public String settings() {
        return tuned
                ? "managed by a `Steward` whose `ledger` has `overdueAfter` 60 s (2 s where a leak is made) and `tracing` ALL,"
                        + " `reclaimOrphans`, `maxWaiters` 5 where it is about saturation"
                : "";
    }

    @Override
    public long shortestTimeoutMillis() {
        return 0;
    }

    @Override
    public OpenPool open(Setup setup, PrintWriter log) {
        JdbcPoolBuilder builder = JdbcPool.builder("scoreboard")
                .url(setup.url())
                .user(Setup.USER)
                .password(Setup.PASSWORD)
                .size(setup.min(), setup.max())
                .acquireTimeout(setup.timeout());
        if (!tuned) {
            JdbcPool pool = builder.build();
            return new OpenPool(pool, pool::close);
        }
        builder.reclaimOrphans(true);
        if (setup.waiters() >= 0) {
            builder.maxWaiters(setup.waiters());
        }
        Steward steward = Steward.builder()
                .ledger(Ledger.builder().overdueAfter(setup.leakAfter()).tracing(Tracing.ALL))
                .build();
        JdbcPool pool = steward.manage(builder);
        return new OpenPool(pool, deadline -> {
            pool.close(deadline);
            steward.close();
        });
    }
}
