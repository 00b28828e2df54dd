package dev.steward.bench;

import java.io.IOException;
import java.util.List;

/** How long a crowd that comes all at once takes, and how many connections are opened for it, by {@link Spike}. */
record SpikeGauge(int requests, int min, int max, long connectMillis) implements Gauge {
    @Override
    public Sample measure(String peer, boolean quick) throws IOException, InterruptedException {
        return Fork.run(
                Spike.class,
                Flags.of("1g", "-XX:+UseG1GC"),
                List.of(
                        peer,
                        String.valueOf(requests),
                        String.valueOf(min),
                        String.valueOf(max),
                        String.valueOf(connectMillis)));
    }
}
