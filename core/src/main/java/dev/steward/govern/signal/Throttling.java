package dev.steward.govern.signal;

import dev.steward.platform.CgroupCpu;
import dev.steward.resource.Kind;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * How often the container was held back for having used up its processor quota: the share of the quota's periods in the
 * last ten seconds. Every thread stands still for the rest of such a period, so latencies suffer from it long before the
 * processors look busy on average. It is no emergency: it stops at {@link Demand#BUSY}.
 */
final class Throttling implements Signal {
    private static final long WINDOW_NANOS = 10_000_000_000L;

    /** Held back in every second period: as busy as can be. */
    private static final double END = 0.5;

    private final Path root;
    private final LongSupplier nanos;
    private final Deque<Point> points = new ArrayDeque<>();

    private record Point(long nanos, long periods, long throttled) {}

    Throttling(Path root, LongSupplier nanos) {
        this.root = root;
        this.nanos = nanos;
    }

    @Override
    public Kind kind() {
        return Signals.CPU;
    }

    @Override
    public String name() {
        return "processor quota of the container";
    }

    /** {@inheritDoc} Processors are not leased. */
    @Override
    public boolean isShortage() {
        return false;
    }

    @Override
    public Reading read() {
        CgroupCpu cpu = CgroupCpu.read(root);
        if (cpu.quota().isEmpty() || cpu.periods().isEmpty() || cpu.throttled().isEmpty()) {
            points.clear();
            return Reading.NONE;
        }
        Point now = new Point(
                nanos.getAsLong(), cpu.periods().getAsLong(), cpu.throttled().getAsLong());
        points.addLast(now);
        while (now.nanos - points.getFirst().nanos > WINDOW_NANOS) {
            points.removeFirst();
        }
        Point first = points.getFirst();
        double share = (double) (now.throttled - first.throttled) / Math.max(1, now.periods - first.periods);
        return new Reading(
                Demand.BUSY * Math.min(1, Math.max(0, share) / END),
                String.format(
                        Locale.ROOT,
                        "held back in %.0f %% of the periods of the last 10 s, with the time of %.2f processors allowed",
                        100 * share,
                        cpu.quota().getAsDouble()));
    }
}
