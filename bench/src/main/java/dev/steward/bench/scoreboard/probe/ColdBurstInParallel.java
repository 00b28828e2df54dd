package dev.steward.bench.scoreboard.probe;

/** How quickly a pool opens many connections. */
final class ColdBurstInParallel implements Probe {
    @Override
    public String sentence() {
        return "A burst on a cold pool is served in parallel";
    }

    @Override
    public String criterion() {
        return "20 callers at once, each to keep its connection, and connects of 150 ms: all served within 1.5 "
                + "s, half of what one connect after the other takes.";
    }

    @Override
    public boolean quick() {
        return false;
    }

    @Override
    public Verdict run(Arena arena) throws Exception {
        Burst burst = Burst.on(arena);
        return burst.served() == Burst.CALLERS
                ? Verdict.atMost(1_500, burst.millis(), "ms", "")
                : Verdict.fail(burst.served() + " of 20 served");
    }
}
