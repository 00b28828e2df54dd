package dev.steward.bench;

import org.openjdk.jmh.runner.RunnerException;

/**
 * Throughput of {@link BufferCycle}, by JMH.
 *
 * @param method the one that is measured
 */
record BufferGauge(int threads, int bytes, String method) implements Gauge {
    /** Netty looks for leaks in a sample of its buffers unless it is told not to. */
    static final String NO_LEAK_DETECTION = "-Dio.netty.leakDetection.level=disabled";

    @Override
    public Sample measure(String peer, boolean quick) throws RunnerException {
        return Sample.of(Jmh.run(Jmh.options(BufferCycle.class, method, peer, threads, quick)
                        .param("bytes", String.valueOf(bytes))
                        .jvmArgsAppend(NO_LEAK_DETECTION))
                .getPrimaryResult()
                .getScore());
    }
}
