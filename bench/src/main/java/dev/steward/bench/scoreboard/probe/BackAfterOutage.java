package dev.steward.bench.scoreboard.probe;

/** How quickly a pool is there again. */
final class BackAfterOutage implements Probe {
    @Override
    public String sentence() {
        return "Everybody is served soon after an outage";
    }

    @Override
    public String criterion() {
        return "In an outage of 1.5 s, with 20 callers on 20 connections that ask again 10 ms after each "
                + "failure: each of them is served within 3 s of the end of the outage.";
    }

    @Override
    public boolean quick() {
        return false;
    }

    @Override
    public Verdict run(Arena arena) throws Exception {
        double millis = Outage.on(arena).recoveryMillis();
        return millis > 4_900 ? Verdict.fail("not everybody in 5 s") : Verdict.atMost(3_000, millis, "ms", "");
    }
}
