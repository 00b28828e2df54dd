package dev.steward.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Memory held after a burst, and how many of its buffers needed none from the system, by {@link BufferBurst}. */
record IdleGauge(int buffers, int idleSeconds) implements Gauge {
    @Override
    public Sample measure(String peer, boolean quick) throws IOException, InterruptedException {
        List<String> flags = new ArrayList<>(Flags.of("1g", "-XX:+UseG1GC"));
        flags.add(BufferGauge.NO_LEAK_DETECTION);
        return Fork.run(BufferBurst.class, flags, List.of(peer, String.valueOf(buffers), String.valueOf(idleSeconds)));
    }
}
