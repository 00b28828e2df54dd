package dev.steward.bench;

import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;

/** Throughput of {@link Cycle}, by JMH. */
record JmhGauge(int threads, int slots, boolean shared) implements Gauge {
    @Override
    public Sample measure(String peer, boolean quick) throws RunnerException {
        return Sample.of(
                Jmh.run(options(peer, "cycle", quick)).getPrimaryResult().getScore());
    }

    ChainedOptionsBuilder options(String peer, String method, boolean quick) {
        return Jmh.options(Cycle.class, method, peer, threads, quick)
                .param("slots", String.valueOf(slots))
                .param("shared", String.valueOf(shared));
    }
}
