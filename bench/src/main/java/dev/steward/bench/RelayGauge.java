package dev.steward.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Throughput of buffers that one thread acquires and another releases, by {@link Relay}. */
record RelayGauge(int bytes) implements Gauge {
    @Override
    public Sample measure(String peer, boolean quick) throws IOException, InterruptedException {
        List<String> flags = new ArrayList<>(Flags.of("1g", "-XX:+UseG1GC"));
        flags.add(BufferGauge.NO_LEAK_DETECTION);
        return Fork.run(Relay.class, flags, List.of(peer, String.valueOf(bytes), String.valueOf(quick)));
    }
}
