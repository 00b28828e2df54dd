package dev.steward.govern.signal;

import dev.steward.platform.SystemFigures;
import dev.steward.resource.Kind;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/**
 * Processor time used in the last ten seconds, against the processors this process may use, the container's quota
 * included. To use them all is no emergency: it stops at {@link Demand#BUSY}.
 */
final class ProcessorUse implements Signal {
    private final Window window;

    ProcessorUse(LongSupplier nanos) {
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

    @Override
    public Reading read() {
        OptionalLong used = SystemFigures.processorNanos();
        if (used.isEmpty()) {
            return Reading.NONE;
        }
        double busy = window.shareOfTime(used.getAsLong());
        int processors = Runtime.getRuntime().availableProcessors();
        return new Reading(
                Demand.BUSY * Math.min(1, busy / processors),
                String.format(Locale.ROOT, "%.2f of %d processors busy over 10 s", busy, processors));
    }
}
