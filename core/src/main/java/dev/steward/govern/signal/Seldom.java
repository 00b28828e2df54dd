package dev.steward.govern.signal;

import dev.steward.resource.Kind;
import java.util.function.LongSupplier;

/** A signal that costs a call of the system, and is therefore read once a second at most, however often it is asked. */
final class Seldom implements Signal {
    private static final long INTERVAL_NANOS = 1_000_000_000L;

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
        if (!read || now - readNanos >= INTERVAL_NANOS) {
            read = true;
            readNanos = now;
            last = signal.read();
        }
        return last;
    }
}
