package dev.steward.bench.scoreboard.probe;

import dev.steward.bench.scoreboard.contestant.OpenPool;
import dev.steward.bench.scoreboard.trial.TrialConnection;
import dev.steward.bench.scoreboard.trial.TrialDatabase;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Whether work can be committed by closing a connection for good. */
final class RollbackBeforeClose implements Probe {
    @Override
    public String sentence() {
        return "Unfinished work is rolled back before a connection is closed for good";
    }

    @Override
    public String criterion() {
        return "The pool is closed over a holder with auto-commit off, who closes after it: the driver saw a "
                + "rollback or an abort before its close. (Oracle commits at close.)";
    }

    @Override
    public boolean quick() {
        return false;
    }

    @Override
    public Verdict run(Arena arena) throws Exception {
        TrialDatabase database = arena.trial();
        OpenPool pool = arena.openPool(arena.on(database).size(0, 1));
        Connection connection = pool.source().getConnection();
        connection.setAutoCommit(false);
        connection.createStatement().executeUpdate("insert");
        // Not one of those that a pool opens to see whether it can.
        TrialConnection worked = database.connections().stream()
                .filter(each -> !each.calls().contains("close"))
                .findFirst()
                .orElseThrow();
        Attempt<Boolean> closing = arena.start(() -> {
            pool.close(Duration.ofMillis(300));
            return true;
        });
        boolean unused = closing.endsWithin(Duration.ofMillis(700));
        Shut.quietly(connection);
        for (int i = 0; i < 300; i++) {
            List<String> calls = worked.calls();
            int end = calls.indexOf("close");
            int undone = Math.max(calls.indexOf("rollback"), calls.indexOf("abort"));
            if (end >= 0 || calls.contains("abort")) {
                return Verdict.of(undone >= 0 && (end < 0 || undone < end), String.join(", ", calls));
            }
            TimeUnit.MILLISECONDS.sleep(10);
        }
        return Verdict.fail("never closed");
    }
}
