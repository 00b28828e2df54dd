package dev.steward.bench;

import java.io.IOException;
import java.util.List;

/** How long the ledger takes to look at many waiters, by {@link KnotPass}. */
record KnotsGauge(int pools, int waiters) implements Gauge {
    @Override
    public Sample measure(String peer, boolean quick) throws IOException, InterruptedException {
        return Fork.run(
                KnotPass.class,
                Flags.of("1g", "-XX:+UseG1GC"),
                List.of(String.valueOf(pools), String.valueOf(waiters)));
    }
}
