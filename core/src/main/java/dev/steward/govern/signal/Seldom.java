package dev.steward.govern.signal;

import dev.steward.resource.Kind;
import java.util.function.LongSupplier;

/**
 * A signal that costs a few calls of the system, and is therefore read every two seconds however often it is asked, and
 * every second while it says that half or more of what is short is used.
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
        boolean isUrgent = signal.isShortage() && last.pressure() >= CLOSE;
        long interval = isUrgent ? INTERVAL_NANOS : 2 * INTERVAL_NANOS;
        if (!read || now - readNanos >= interval) {
            read = true;
            readNanos = now;
            last = signal.read();
        }
        return last;
    }
}
