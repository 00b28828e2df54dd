package dev.steward.bench;

import java.io.IOException;
import java.util.List;

/**
 * Heap that stays in use for each of many virtual threads, by {@link Retention}. What is measured is mostly stacks, and
 * a frame has one size interpreted and another compiled. With the quick compiler alone they soon have the same size in
 * every process, and with the serial collector the heap in use is exact.
 */
record RetentionGauge(int threads) implements Gauge {
    @Override
    public Sample measure(String peer, boolean quick) throws IOException, InterruptedException {
        return Fork.run(
                Retention.class,
                Flags.of("2g", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"),
                List.of(peer, String.valueOf(threads)));
    }
}
