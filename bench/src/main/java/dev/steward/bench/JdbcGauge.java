package dev.steward.bench;

import org.openjdk.jmh.runner.RunnerException;

/**
 * Throughput of {@link JdbcCycle}, by JMH.
 *
 * @param method the one that is measured
 */
record JdbcGauge(int threads, String method) implements Gauge {
    @Override
    public Sample measure(String peer, boolean quick) throws RunnerException {
        return Sample.of(Jmh.run(Jmh.options(JdbcCycle.class, method, peer, threads, quick))
                .getPrimaryResult()
                .getScore());
    }
}
