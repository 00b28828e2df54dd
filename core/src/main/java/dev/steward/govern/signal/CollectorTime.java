package dev.steward.govern.signal;

import dev.steward.resource.Kind;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * The share of time that collecting garbage took, over the last ten seconds. A heap that is too small shows here before it
 * is full. Half of the time is the end: the process does nothing else.
 */
final class CollectorTime implements Signal {
    private static final double END = 0.5;

    private final List<GarbageCollectorMXBean> collectors = ManagementFactory.getGarbageCollectorMXBeans().stream()
            // Those that work beside the program do not take time from it.
            .filter(collector -> !collector.getName().contains("Concurrent")
                    && !collector.getName().contains("Cycles"))
            .toList();
    private final Window window;

    CollectorTime(LongSupplier nanos) {
        this.window = new Window(nanos);
    }

    @Override
    public Kind kind() {
        return Kind.MEMORY;
    }

    @Override
    public String name() {
        return "collector time";
    }

    @Override
    public Reading read() {
        long millis = collectors.stream()
                .mapToLong(GarbageCollectorMXBean::getCollectionTime)
                .sum();
        double share = window.shareOfTime(millis * 1_000_000);
        return new Reading(share / END, Math.round(1_000 * share) / 10.0 + " % of the last 10 s spent collecting");
    }
}
