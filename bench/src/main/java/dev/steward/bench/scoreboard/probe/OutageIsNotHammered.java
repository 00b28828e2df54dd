package dev.steward.bench.scoreboard.probe;

/** What a database that is down has to bear. */
final class OutageIsNotHammered implements Probe {
    @Override
    public String sentence() {
        return "A database that is down is not hammered with connects";
    }

    @Override
    public String criterion() {
        return "In an outage of 1.5 s, with 20 callers on 20 connections that ask again 10 ms after each "
                + "failure: at most 100 connects a second. (Who goes on passing out dead connections connects least.)";
    }

    @Override
    public boolean quick() {
        return false;
    }

    @Override
    public Verdict run(Arena arena) throws Exception {
        return Verdict.atMost(100, Outage.on(arena).connectsPerSecond(), "connects/s", "");
    }
}
