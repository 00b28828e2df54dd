package dev.steward.bench;

import java.io.IOException;
import java.util.List;

/** What an executor costs for each task, by {@link WorkRun}, and how soon it begins one, by {@link WorkStart}. */
record WorkGauge(Class<?> main, int threads, int queue) implements Gauge {
    @Override
    public Sample measure(String peer, boolean quick) throws IOException, InterruptedException {
        return Fork.run(
                main,
                Flags.of("1g", "-XX:+UseG1GC"),
                List.of(peer, String.valueOf(threads), String.valueOf(queue), String.valueOf(quick)));
    }
}
