package dev.steward.bench.scoreboard.probe;

/** How many connects a database has to bear when it is back. */
final class RebuildCapped implements Probe {
    @Override
    public String sentence() {
        return "A database that is back is not stormed";
    }

    @Override
    public String criterion() {
        return "In an outage of 1.5 s, with 20 callers on 20 connections that ask again 10 ms after each "
                + "failure: when it is back, with connects of 50 ms, never more than 10 at once.";
    }

    @Override
    public boolean quick() {
        return false;
    }

    @Override
    public Verdict run(Arena arena) throws Exception {
        Outage outage = Outage.on(arena);
        return outage.recoveryMillis() > 4_900
                ? Verdict.fail("not everybody served in 5 s")
                : Verdict.atMost(10, outage.mostConnecting(), "at once", "");
    }
}
