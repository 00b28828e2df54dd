package dev.steward.bench;

import dev.steward.bench.overload.Guards;
import dev.steward.bench.peer.Peers;
import java.util.List;

/** What can be measured of the governor. Immutable. */
final class GovernScenarios {
    private static final String SMALL_HEAP = "48m";

    static final List<Scenario> ALL = List.of(
            new Scenario(
                    "governor-overload",
                    "5 x what a service can do: good answers, as a share of its peak (goal 0.9)",
                    "of peak",
                    true,
                    17,
                    Guards.all(),
                    "p99InTimesAtRest",
                    new ForkGauge(
                            Overload.class,
                            "1g",
                            List.of(
                                    "-Dsun.net.httpserver.nodelay=true",
                                    "-Dsun.net.httpserver.maxIdleConnections=10000"))),
            new Scenario(
                    "governor-reaction",
                    "from 50 % to 95 % of the memory budget in 1 s: from the first threshold to the first action (goal 200)",
                    "ms",
                    false,
                    17,
                    List.of(Peers.STEWARD),
                    "percentInUse",
                    new ForkGauge(Reaction.class, "1g", List.of())),
            new Scenario(
                    "governor-cost",
                    "processor time of watching over 100 pools and 10,000 leases (goal 0.5)",
                    "% of one",
                    false,
                    17,
                    List.of(Peers.STEWARD, WatcherCost.UNWATCHED),
                    null,
                    new ForkGauge(WatcherCost.class, "1g", List.of())),
            new Scenario(
                    "governor-oscillation",
                    "changes of level in a minute at a threshold (goal 2)",
                    "changes",
                    false,
                    17,
                    List.of(Peers.STEWARD, Oscillation.BARE),
                    "ofAllThresholds",
                    new ForkGauge(Oscillation.class, "256m", List.of())),
            new Scenario(
                    "governor-calm",
                    "migration with nothing scarce, against java.util.concurrent alone (goal 0.95)",
                    "records/s",
                    true,
                    17,
                    List.of(Peers.STEWARD, MigrationGauge.UNGOVERNED),
                    null,
                    new MigrationGauge("1g", 1_000_000, 100_000, List.of("--direct"), false)),
            new Scenario(
                    "governor-squeezed",
                    "migration with 32 workers, pages of 2,000 and a heap of " + SMALL_HEAP
                            + " (goal 0.7 of unconstrained)",
                    "records/s",
                    true,
                    17,
                    List.of(Peers.STEWARD, MigrationGauge.UNCONSTRAINED, MigrationGauge.UNGOVERNED),
                    "exitCode",
                    new MigrationGauge(
                            SMALL_HEAP,
                            500_000,
                            60_000,
                            List.of("--direct", "--workers", "32", "--page-size", "2000"),
                            true)));

    private GovernScenarios() {}
}
