package dev.steward.bench.scoreboard.probe;

import dev.steward.bench.scoreboard.contestant.OpenPool;
import java.time.Duration;

/** Whether a pool can be closed over a holder that never gives back. */
final class CloseEnds implements Probe {
    @Override
    public String sentence() {
        return "Closing a pool ends though a holder never gives back";
    }

    @Override
    public String criterion() {
        return "Close, with a deadline of 1 s where one can be set, returns within 2.5 s.";
    }

    @Override
    public boolean quick() {
        return false;
    }

    @Override
    public Verdict run(Arena arena) throws Exception {
        OpenPool pool = arena.openPool(arena.on(arena.trial()));
        Arena.hold(pool.source(), 1);
        Attempt<Boolean> closing = arena.start(() -> {
            pool.close(Duration.ofSeconds(1));
            return true;
        });
        if (!closing.endsWithin(Duration.ofSeconds(11))) {
            return Verdict.hung("not closed after 11 s");
        }
        return Verdict.atMost(2_500, closing.millis(), "ms", "");
    }
}
