package dev.steward.bench;

import java.io.IOException;
import java.util.List;

/** What so many work items leave in memory, by {@link WorkItems}. */
record ItemsGauge(int items) implements Gauge {
    @Override
    public Sample measure(String peer, boolean quick) throws IOException, InterruptedException {
        return Fork.run(WorkItems.class, Flags.of("1g", "-XX:+UseSerialGC"), List.of(peer, String.valueOf(items)));
    }
}
