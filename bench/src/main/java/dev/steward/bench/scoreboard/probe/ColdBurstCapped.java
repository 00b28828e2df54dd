package dev.steward.bench.scoreboard.probe;

/** How many connects a pool begins at once. */
final class ColdBurstCapped implements Probe {
    @Override
    public String sentence() {
        return "A burst on a cold pool does not storm the database";
    }

    @Override
    public String criterion() {
        return "The same burst: never more than 10 connects at once, half of the callers.";
    }

    @Override
    public boolean quick() {
        return false;
    }

    @Override
    public Verdict run(Arena arena) throws Exception {
        Burst burst = Burst.on(arena);
        return burst.served() == Burst.CALLERS
                ? Verdict.atMost(10, burst.mostConnecting(), "at once", "")
                : Verdict.fail(burst.served() + " of 20 served");
    }
}
