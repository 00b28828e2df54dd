package dev.steward.govern.signal;

import dev.steward.resource.Kind;
import java.util.function.LongSupplier;

/**
 * A signal that costs a few calls of the system, and is therefore read once a second at most, however often it is asked,
 * and every two seconds while it says that less than half of what there is is used.
 */
final class Seldom implements Signal {
    private static final long INTERVAL_NANOS = 1_000_000_000L;
    private static final double CLOSE = 0.5;

    private final Signal signal;
    private final LongSupplier nanos;
    private long readNanos;
    private Reading last = Reading.NONE;
    private boolean read;

    Seldom(Signal signal, LongSupplier nanos) {
        this.signal = signal;
        this.nanos = nanos;
    }

    @Override
    public Kind kind() {
        return signal.kind();
    }

    @Override
    public String name() {
        return signal.name();
    }

    @Override
    public boolean isShortage() {
        return signal.isShortage();
    }

    @Override
    public Reading read() {
        long now = nanos.getAsLong();
        long interval = last.pressure() < CLOSE ? 2 * INTERVAL_NANOS : INTERVAL_NANOS;
        if (!read || now - readNanos >= interval) {
            read = true;
            readNanos = now;
            last = signal.read();
        }
        return last;
    }
}
