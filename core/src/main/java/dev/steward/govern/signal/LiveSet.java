package dev.steward.govern.signal;

import dev.steward.resource.Bytes;
import dev.steward.resource.Kind;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.List;

/**
 * What was left of the heap after its last collection. The heap in use at any other moment includes garbage, and says
 * nothing.
 */
final class LiveSet implements Signal {
    private final List<MemoryPoolMXBean> longLived;
    private long lastUsed = -1;
    private Reading last = Reading.NONE;

    LiveSet() {
        longLived = ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .filter(pool -> isLongLived(pool.getName()))
                .toList();
    }

    /** Of the generations, the old one; of a heap without any, all of it. */
    private static boolean isLongLived(String pool) {
        return !pool.contains("Eden") && !pool.contains("Survivor") && !pool.contains("Young");
    }

    @Override
    public Kind kind() {
        return Kind.MEMORY;
    }

    @Override
    public String name() {
        return "heap after collection";
    }

    @Override
    public Reading read() {
        long used = 0;
        for (MemoryPoolMXBean pool : longLived) {
            MemoryUsage left = pool.getCollectionUsage();
            used += left == null ? 0 : left.getUsed();
        }
        if (used != lastUsed) {
            // It changes with a collection, and is read more often than that.
            long max = Runtime.getRuntime().maxMemory();
            lastUsed = used;
            last = new Reading(
                    (double) used / max, Bytes.format(used) + " live of a heap of at most " + Bytes.format(max));
        }
        return last;
    }
}
