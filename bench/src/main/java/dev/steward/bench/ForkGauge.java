package dev.steward.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Has the main method of a class measure, in a process with this heap and these options. */
record ForkGauge(Class<?> main, String heap, List<String> options) implements Gauge {
    @Override
    public Sample measure(String peer, boolean quick) throws IOException, InterruptedException {
        List<String> flags = new ArrayList<>(Flags.of(heap, "-XX:+UseG1GC"));
        flags.addAll(options);
        return Fork.run(main, flags, List.of(peer, String.valueOf(quick)));
    }
}
