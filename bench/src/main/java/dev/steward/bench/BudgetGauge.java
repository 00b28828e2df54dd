package dev.steward.bench;

import dev.steward.bench.peer.Peers;
import java.util.List;
import org.openjdk.jmh.runner.RunnerException;

/** Throughput of {@link BudgetCycle}, by JMH. */
record BudgetGauge(int threads) implements Gauge {
    static final List<String> PEERS = List.of(Peers.STEWARD, BudgetCycle.ATOMIC, BudgetCycle.SEMAPHORE);

    @Override
    public Sample measure(String peer, boolean quick) throws RunnerException {
        return Sample.of(Jmh.run(Jmh.options(BudgetCycle.class, "cycle", peer, threads, quick))
                .getPrimaryResult()
                .getScore());
    }
}
