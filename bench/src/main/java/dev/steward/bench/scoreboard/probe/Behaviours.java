package dev.steward.bench.scoreboard.probe;

import java.util.ArrayList;
import java.util.List;

/** All that is asked, by area. Immutable. */
public final class Behaviours {
    public static final List<Area> AREAS = List.of(
            new Area(
                    "Opening connections",
                    List.of(
                            new SlowConnect(),
                            new HungConnect(),
                            new HungConnectStallsNobody(),
                            new ColdBurstInParallel(),
                            new ColdBurstCapped(),
                            new NeverAboveMaximum(),
                            new CauseOfTimeout(),
                            new PermanentFailureIsFast(),
                            new PatientStart(),
                            new OutageIsNotHammered(),
                            new BackAfterOutage(),
                            new RebuildCapped())),
            new Area(
                    "Broken connections",
                    List.of(
                            new KilledInUse(),
                            new KilledInTransaction(),
                            new KilledWhileHeld(),
                            new KilledIdle(),
                            new Restart(),
                            new RestartUnderLoad(),
                            new FailedStatementKeeps(),
                            new CancelledStatementKeeps(),
                            new ChecksPerCycle())),
            new Area("Clean for the next holder", clean()),
            new Area(
                    "Closing a connection",
                    List.of(
                            new StatementsClosed(),
                            new ResultsClosed(),
                            new RollbackBeforeClose(),
                            new UseAfterClose(),
                            new DoubleClose(),
                            new StaleClose(),
                            new TwoThreadsClose(),
                            new CloseFromAnotherThread(),
                            new WayBackIsPooled())),
            new Area(
                    "Waiting",
                    List.of(
                            new TimeoutHolds(),
                            new TriesWithoutWaiting(),
                            new TimeoutIsNoBrokenLink(),
                            new TimeoutIsTransient(),
                            new HoldersNamed(),
                            new FiguresAgree(),
                            new Saturation(),
                            new Fairness(),
                            new VirtualThreadsFairness(),
                            new PendingInterrupt(),
                            new InterruptWhileWaiting(),
                            new NothingLost())),
            new Area(
                    "Closing the pool",
                    List.of(
                            new CloseWakesWaiters(),
                            new ClosedStaysClosed(),
                            new CloseLetsHoldersFinish(),
                            new CloseEnds(),
                            new CloseNamesHolders())),
            new Area("Leaks", List.of(new LeakReported(), new DeadThread(), new StatementLeakTold())));

    private Behaviours() {}

    public static List<Probe> all() {
        return AREAS.stream().flatMap(area -> area.probes().stream()).toList();
    }

    public static Probe named(String key) {
        return all().stream()
                .filter(probe -> probe.key().equals(key))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no behaviour is called " + key));
    }

    private static List<Probe> clean() {
        List<Probe> probes = new ArrayList<>(
                List.of(new UnfinishedWorkRolledBack(), new UnfinishedAfterSavepoint(), new UnfinishedBegunInSql()));
        probes.addAll(CleanProperties.ALL);
        probes.add(new WarningsCleared());
        return List.copyOf(probes);
    }
}
