package dev.steward.memory;

import dev.steward.resource.Kind;
import dev.steward.resource.ResourceException;
import dev.steward.resource.Waiting;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Those who wait for room, in the order they came; only the first tries. It never parks for long, because room that
 * another user of the budget gives back wakes nobody here: one polling waiter per pool is what that costs. Others may
 * take idle buffers past it, which keeps the throughput, until it has waited for the starvation limit; from then on
 * everybody lines up.
 *
 * <p>A refusal and a buffer meet at {@link Place#conclude}: under the lock, the one that comes first holds. Who is refused
 * when it has a buffer in hand puts that back, which wakes the next; who refuses is told no from then on. So the ledger
 * knows whether it has broken a knot. Case: {@code BufferRefusalAgainstRelease}.
 *
 * <p>{@code attention} sums up in one word whether a buffer that comes back concerns anybody, so that the usual release
 * reads one field that hardly ever changes. The usual acquire does not even read that: while somebody starves, and when
 * the pool is closed, its {@link Hints} lead nowhere. Threadsafe.
 */
final class Line {
    static final int CLOSED = 1;
    static final int WAITED_FOR = 2;
    static final int STARVING = 4;

    private static final long STARVATION_NANOS = 10_000_000;
    private static final long SHORTEST_SLICE_NANOS = 50_000;
    private static final long LONGEST_SLICE_NANOS = 2_000_000;

    private final BufferPool pool;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition returned = lock.newCondition();
    private final Deque<Place> places = new ArrayDeque<>();

    private volatile int attention;

    Line(BufferPool pool) {
        this.pool = pool;
    }

    /** One caller's place in the line. Confined to the caller, but for what says otherwise. */
    final class Place implements AutoCloseable {
        private final Thread thread = Thread.currentThread();
        private final long since = System.nanoTime();
        private final long timeoutNanos;
        private final int bytes;
        private long slice = SHORTEST_SLICE_NANOS;

        /** Has what it waits for, or has given up: under the lock. */
        private boolean concluded;

        /** What is thrown to it instead; written under the lock. */
        private volatile @Nullable Supplier<? extends ResourceException> refusal;

        private Place(int bytes, long timeoutNanos) {
            this.bytes = bytes;
            this.timeoutNanos = timeoutNanos;
        }

        boolean isFirst() {
            lock.lock();
            try {
                return places.peekFirst() == this;
            } finally {
                lock.unlock();
            }
        }

        /** By the one who waits, who has a buffer: false if it was told to give up before that. */
        boolean conclude() {
            lock.lock();
            try {
                concluded = refusal == null;
                return concluded;
            } finally {
                lock.unlock();
            }
        }

        @Nullable
        Supplier<? extends ResourceException> refusal() {
            return refusal;
        }

        /** By somebody else: tells it to give up, unless it is too late for that. */
        boolean refuse(Supplier<? extends ResourceException> reason) {
            lock.lock();
            try {
                if (concluded || refusal != null || !places.contains(this)) {
                    return false;
                }
                refusal = reason;
            } finally {
                lock.unlock();
            }
            LockSupport.unpark(thread);
            return true;
        }

        long waitedNanos() {
            return System.nanoTime() - since;
        }

        /** Waits a little; says whether there is time left. */
        boolean await() {
            long waited = waitedNanos();
            if (waited >= timeoutNanos) {
                return false;
            }
            long left = timeoutNanos - waited;
            if (!isFirst()) {
                LockSupport.parkNanos(Line.this, left);
                return true;
            }
            if (waited > STARVATION_NANOS) {
                raise(STARVING);
                pool.hints().adjust();
            }
            LockSupport.parkNanos(Line.this, Math.min(left, slice));
            slice = Math.min(LONGEST_SLICE_NANOS, 2 * slice);
            return true;
        }

        /** Leaves the line, and passes on a wake-up that it may have swallowed. */
        @Override
        public void close() {
            lock.lock();
            try {
                places.remove(this);
                attention = (attention & CLOSED) | (places.isEmpty() ? 0 : WAITED_FOR);
            } finally {
                lock.unlock();
            }
            wakeFirst();
            pool.hints().adjust();
        }
    }

    int attention() {
        return attention;
    }

    /** To be called by whoever is refused when somebody starves or the pool is closed. */
    boolean keepsOthersOut() {
        return (attention & (CLOSED | STARVING)) != 0;
    }

    /**
     * A buffer became idle by a store. This read may overtake it, so that a waiter who comes at this very moment is not
     * told; which costs him a slice, because the first of the line looks by himself again.
     */
    void released() {
        // Keeps the compiler, though not the processor, from reading before the store.
        VarHandle.releaseFence();
        if (attention != 0) {
            pool.cameBack();
        }
    }

    boolean isClosed() {
        return (attention & CLOSED) != 0;
    }

    Place enter(int bytes, long timeoutNanos) {
        Place place = new Place(bytes, timeoutNanos);
        lock.lock();
        try {
            places.addLast(place);
            attention |= WAITED_FOR;
        } finally {
            lock.unlock();
        }
        return place;
    }

    private void raise(int bit) {
        lock.lock();
        try {
            attention |= bit;
        } finally {
            lock.unlock();
        }
    }

    /** A buffer came back, and somebody cares. */
    void noteReturn() {
        wakeFirst();
        if (isClosed()) {
            lock.lock();
            try {
                returned.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }

    private void wakeFirst() {
        Place first;
        lock.lock();
        try {
            first = places.peekFirst();
        } finally {
            lock.unlock();
        }
        if (first != null) {
            LockSupport.unpark(first.thread);
        }
    }

    /** From now on everybody who waits or comes is refused. */
    void shut() {
        List<Place> waiting;
        lock.lock();
        try {
            attention |= CLOSED;
            waiting = List.copyOf(places);
        } finally {
            lock.unlock();
        }
        waiting.forEach(place -> LockSupport.unpark(place.thread));
    }

    /** Waits, once shut, until nothing is out any more or the time is over. An interruption ends it and stays set. */
    void awaitReturns(BooleanSupplier anyOut, long timeoutNanos) {
        long start = System.nanoTime();
        long left = timeoutNanos;
        lock.lock();
        try {
            // In slices: a buffer that is being made or freed at this moment signals nothing.
            while (left > 0 && anyOut.getAsBoolean()) {
                returned.awaitNanos(Math.min(left, LONGEST_SLICE_NANOS));
                left = timeoutNanos - (System.nanoTime() - start);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    List<Waiting> waiting(String owner) {
        List<Place> now;
        lock.lock();
        try {
            now = new ArrayList<>(places);
        } finally {
            lock.unlock();
        }
        return now.stream().map(place -> waiting(owner, place)).toList();
    }

    private static Waiting waiting(String owner, Place place) {
        Duration waited = Duration.ofNanos(place.waitedNanos());
        return new Waiting(owner, Kind.MEMORY, place.bytes, place.thread.getName(), place.thread, waited, null, place);
    }
}
