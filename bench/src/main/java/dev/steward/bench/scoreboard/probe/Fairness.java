package dev.steward.bench.scoreboard.probe;

/** How evenly threads are served. */
final class Fairness implements Probe {
    @Override
    public String sentence() {
        return "Threads are served fairly";
    }

    @Override
    public String criterion() {
        return "16 threads on 4 connections hold each for 2 ms, for 3 s: the least fortunate gets at least 80 % of the turns of the most"
                + " fortunate.";
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
    public boolean timed() {
        return true;
    }

    @Override
    public Verdict run(Arena arena) throws Exception {
        Rush rush = Rush.on(arena, 16, 4, false);
        return Verdict.atLeast(
                80,
                100.0 * rush.fewest() / Math.max(1, rush.most()),
                "%",
                rush.turns() + ", longest wait " + Math.round(rush.longestMillis()) + " ms");
    }
}
