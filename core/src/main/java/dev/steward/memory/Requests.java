package dev.steward.memory;

import dev.steward.resource.AcquireInterruptedException;
import dev.steward.resource.Budget;
import dev.steward.resource.BudgetExceededException;
import dev.steward.resource.Bytes;
import dev.steward.resource.ExhaustedException;
import dev.steward.resource.ResourceClosedException;
import dev.steward.resource.ResourceException;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What becomes of a request whose hint did not serve it: another slot, memory, a place in the line, or a refusal. Threadsafe. */
final class Requests {
    private final BufferPool pool;
    private final String name;
    private final Budget budget;
    private final Supply supply;
    private final Line line;
    private final Watch watch;
    private final Returns returns;
    private final LongAdder timedOut = new LongAdder();

    Requests(BufferPool pool, Budget budget, Supply supply, Line line, Watch watch, Returns returns) {
        this.pool = pool;
        this.name = pool.name();
        this.budget = budget;
        this.supply = supply;
        this.line = line;
        this.watch = watch;
        this.returns = returns;
    }

    private void refuseUnusable(int bytes) {
        if (bytes < 0) {
            throw new IllegalArgumentException(name + ": a buffer has 0 or more bytes, got " + bytes);
        }
        if (line.isClosed()) {
            throw new ResourceClosedException(name, name + " is closed and gives no more buffers", null);
        }
    }

    /** The hint is leased, or is none. */
    Slot await(Slot hint, Thread thread, int bytes, long timeoutNanos) {
        @Nullable Slot slot = tryElsewhere(hint, thread, bytes);
        return slot == null ? waitInLine(thread, bytes, timeoutNanos) : slot;
    }

    @Nullable
    Slot tryElsewhere(Slot hint, Thread thread, int bytes) {
        if (hint.takeUnused()) {
            return prepared(hint); // It is marked: passed by, it would stay so for as long as others are idle.
        }
        refuseUnusable(bytes);
        // Who starves in the line keeps others from overtaking with what is idle, and with what is new.
        return line.keepsOthersOut() ? null : attempt(thread, bytes);
    }

    private Slot waitInLine(Thread thread, int bytes, long timeoutNanos) {
        try (Line.Place place = line.enter(bytes, timeoutNanos)) {
            while (true) {
                refuseUnusable(bytes);
                Supplier<? extends ResourceException> refusal = place.refusal();
                if (refusal != null) {
                    throw refusal.get();
                }
                @Nullable Slot slot = place.isFirst() ? attempt(thread, bytes) : null;
                if (slot != null) {
                    return concluded(place, slot);
                }
                if (Thread.interrupted()) {
                    Thread.currentThread().interrupt();
                    throw new AcquireInterruptedException(
                            name, name + ": interrupted while waiting for " + Bytes.format(bytes), null);
                }
                if (!supply.canEverFit(supply.charge(bytes)) || !place.await()) {
                    return concluded(place, lastAttempt(place, thread, bytes));
                }
            }
        }
    }

    /** It was told to give up at the moment at which it got what it wanted: then it does, as whoever told it relies on. */
    private Slot concluded(Line.Place place, Slot slot) {
        Supplier<? extends ResourceException> refusal = place.conclude() ? null : place.refusal();
        if (refusal == null) {
            return slot;
        }
        unlease(slot);
        throw refusal.get();
    }

    /** Puts a slot back whose lease has been prepared and will not begin. */
    private void unlease(Slot slot) {
        slot.bePlain();
        slot.token = null;
        returns.putBack(slot);
    }

    /** Time is over: room that came up at this very moment is used, otherwise the budget says why there is none. */
    private Slot lastAttempt(Line.Place place, Thread thread, int bytes) {
        long charge = supply.charge(bytes);
        try {
            budget.reserve(charge);
        } catch (BudgetExceededException refused) {
            timedOut.increment();
            refused.addSuppressed(new ExhaustedException(
                    name, Duration.ofNanos(place.waitedNanos()), pool.usage(), pool.holdings(), "", null));
            throw refused;
        }
        return prepared(supply.createReserved(thread, bytes, charge));
    }

    private @Nullable Slot attempt(Thread thread, int bytes) {
        @Nullable Slot slot = supply.attempt(thread, bytes);
        return slot == null ? null : prepared(slot);
    }

    /** Makes a slot ready for its lease, or puts it back if the pool was closed meanwhile. */
    private Slot prepared(Slot slot) {
        try {
            // Read after the slot was taken: either this sees the pool closed, or who closes it sees the slot.
            refuseUnusable(0);
            if (watch.isCareful()) {
                slot.makeSpecial();
            }
            if (slot.willBeSpecial()) {
                watch.prepare(slot);
            }
            return slot;
        } catch (Throwable e) {
            unlease(slot);
            throw e;
        }
    }

    long timedOut() {
        return timedOut.sum();
    }
}
