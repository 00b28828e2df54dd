package dev.steward.bench;

import java.io.IOException;
import java.util.List;

/**
 * Throughput and fairness of many threads at fewer slots, by {@link Crowd}. Not by JMH, which ends an iteration when
 * every thread has had its turn: with a peer that starves one of them that is never.
 *
 * @param work what is done while holding: tokens for platform threads, nanoseconds parked for virtual ones
 * @param connections whether the slots are those of a connection pool
 */
record CrowdGauge(boolean virtual, int threads, int slots, long work, boolean connections) implements Gauge {
    static CrowdGauge threads(int threads, int slots, int tokens) {
        return new CrowdGauge(false, threads, slots, tokens, false);
    }

    static CrowdGauge virtualThreads(int threads, int slots, long parkedNanos) {
        return new CrowdGauge(true, threads, slots, parkedNanos, false);
    }

    static CrowdGauge atConnections(int threads, int connections) {
        return new CrowdGauge(false, threads, connections, 0, true);
    }

    @Override
    public Sample measure(String peer, boolean quick) throws IOException, InterruptedException {
        return Fork.run(
                Crowd.class,
                Flags.of("2g", "-XX:+UseG1GC"),
                List.of(
                        peer,
                        String.valueOf(virtual),
                        String.valueOf(threads),
                        String.valueOf(slots),
                        String.valueOf(work),
                        String.valueOf(connections),
                        String.valueOf(quick)));
    }
}
