package dev.steward.bench.scoreboard.probe;

/** How evenly virtual threads are served. */
final class VirtualThreadsFairness implements Probe {
    @Override
    public String sentence() {
        return "Two thousand virtual threads are served fairly";
    }

    @Override
    public String criterion() {
        return "2,000 virtual threads on 20 connections hold each for 2 ms, for 3 s: nobody waits longer than 1 "
                + "s (0.2 s would be ideal).";
    }

    @Override
    public boolean quick() {
        return false;
    }

    @Override
    public boolean quiet() {
        return true;
    }

    @Override
    public int leastJava() {
        return 21;
    }

    @Override
    public boolean timed() {
        return true;
    }

    @Override
    public Verdict run(Arena arena) throws Exception {
        Rush rush = Rush.on(arena, 2_000, 20, true);
        return Verdict.atMost(1_000, rush.longestMillis(), "ms", rush.turns());
    }
}
