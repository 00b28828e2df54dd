package dev.steward.govern.signal;

import dev.steward.platform.CgroupCpu;
import dev.steward.platform.SystemFigures;
import dev.steward.resource.Kind;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/**
 * Processor time used in the last ten seconds, against the processors this process may use, the container's quota
 * included. To use them all is no emergency: it stops at {@link Demand#BUSY}.
 */
final class ProcessorUse implements Signal {
    private final Path root;
    private final Window window;

    ProcessorUse(Path root, LongSupplier nanos) {
        this.root = root;
        this.window = new Window(nanos);
    }

    @Override
    public Kind kind() {
        return Signals.CPU;
    }

    @Override
    public String name() {
        return "processor time";
    }

    /** {@inheritDoc} Processors are not leased. */
    @Override
    public boolean isShortage() {
        return false;
    }

    @Override
    public Reading read() {
        OptionalLong used = SystemFigures.processorNanos();
        if (used.isEmpty()) {
            return Reading.NONE;
        }
        double busy = window.shareOfTime(used.getAsLong());
        // The virtual machine rounds the quota up, and does not look at it at all when it was told a number.
        double processors = Math.min(
                Runtime.getRuntime().availableProcessors(),
                CgroupCpu.read(root).quota().orElse(Double.MAX_VALUE));
        return new Reading(
                Demand.BUSY * Math.min(1, busy / processors),
                hundredths(busy) + " of " + hundredths(processors) + " processors busy over 10 s");
    }

    private static double hundredths(double value) {
        return Math.round(100 * value) / 100.0;
    }
}
