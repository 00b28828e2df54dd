package dev.steward.pool;

import dev.steward.resource.ResourceException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One who waits for a slot: a thread, or an asynchronous request ({@link AsyncWaiter}). Its {@code item} says where it stands:
 *
 * <pre>
 *   null              waits
 *   SIGNAL            was woken to look for a slot itself
 *   a Slot            has been handed one: final
 *   a Supplier        is told to give up, and throws what it supplies: final
 *   LEFT              has gone, served by its own scan, timed out or interrupted: final
 * </pre>
 *
 * <p>All moves are by compare-and-set, so a hand-over and a time-out at the same moment have one winner, and a slot is
 * never lost between them.
 *
 * @param <T> what the pool holds
 */
class Waiter<T> {
    /** The items that carry nothing. */
    enum Mark {
        SIGNAL,
        LEFT
    }

    private static final VarHandle ITEM;

    static {
        try {
            ITEM = MethodHandles.lookup().findVarHandle(Waiter.class, "item", Object.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    final long sinceNanos;
    private final @Nullable Thread thread;
    private volatile @Nullable Object item;

    /** Whether it holds something already, and may be given what is kept for such. */
    final boolean second;

    Waiter(@Nullable Thread thread, long sinceNanos) {
        this(thread, sinceNanos, false);
    }

    Waiter(@Nullable Thread thread, long sinceNanos, boolean second) {
        this.second = second;
        this.thread = thread;
        this.sinceNanos = sinceNanos;
    }

    @Nullable
    Thread thread() {
        return thread;
    }

    String name() {
        return thread == null ? "" : PoolView.holderName(thread);
    }

    /** Whether it can be signalled to look for a slot itself; otherwise a slot has to be handed over. */
    boolean looksForItself() {
        return true;
    }

    /** Lets it see its item. */
    void wake() {
        LockSupport.unpark(thread);
    }

    /** Still to be served. */
    boolean waits() {
        Object now = item;
        return now == null || now == Mark.SIGNAL;
    }

    boolean signal() {
        return ITEM.compareAndSet(this, null, Mark.SIGNAL);
    }

    boolean takeSignal() {
        return item == Mark.SIGNAL && ITEM.compareAndSet(this, Mark.SIGNAL, null);
    }

    boolean takeFinal(Object last) {
        return ITEM.compareAndSet(this, null, last);
    }

    /** The same for one that carries a signal; the caller then answers for that wake-up. */
    boolean takeFinalOverSignal(Object last) {
        return ITEM.compareAndSet(this, Mark.SIGNAL, last);
    }

    @SuppressWarnings("unchecked") // Only slots of the waiter's own pool are handed to it.
    @Nullable
    Slot<T> handedSlot() {
        return item instanceof Slot<?> slot ? (Slot<T>) slot : null;
    }

    @SuppressWarnings("unchecked") // The only suppliers that are handed over supply this.
    @Nullable
    Supplier<ResourceException> refusal() {
        return item instanceof Supplier<?> refusal ? (Supplier<ResourceException>) refusal : null;
    }
}
