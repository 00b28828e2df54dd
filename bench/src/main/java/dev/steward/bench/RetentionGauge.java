package dev.steward.bench;

import java.io.IOException;
import java.util.List;

/** Heap that stays in use for each of many virtual threads, by {@link Retention}. */
record RetentionGauge(int threads) implements Gauge {
    @Override
    public Sample measure(String peer, boolean quick) throws IOException, InterruptedException {
        return Fork.run(Retention.class, "2g", List.of(peer, String.valueOf(threads)));
    }
}
