package dev.steward.pool;

import dev.steward.resource.Census;
import dev.steward.resource.Holding;
import dev.steward.resource.Loss;
import dev.steward.resource.Site;
import dev.steward.resource.SiteMeans;
import dev.steward.resource.SiteTimes;
import dev.steward.resource.Tracing;
import dev.steward.resource.Trail;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Traces leases: those of marked slots, as far as a hundredth of the time allows, or all of them. It runs on the slow
 * path of acquiring alone, since the fast one does not see marked slots. Threadsafe.
 */
final class Tracer<T> {
    private static final int MOST_LOSSES = 1_000;

    /** The share of each tick that tracing may use up, as a divisor. */
    private static final int SHARE = 100;

    private final String pool;
    private final LongSupplier ticker;
    private final long creditPerTick;
    private final AtomicLong creditNanos = new AtomicLong();

    private final ReferenceQueue<Slot<T>> collected = new ReferenceQueue<>();

    /** Those of them that were found by asking whether there are any. */
    private final Queue<Trace<T>> found = new ConcurrentLinkedQueue<>();

    private final ConcurrentLinkedDeque<Loss> losses = new ConcurrentLinkedDeque<>();
    private final SiteMeans means = new SiteMeans();
    private volatile Tracing tracing = Tracing.OFF;

    Tracer(Duration tick, String pool, LongSupplier ticker) {
        this.pool = pool;
        this.ticker = ticker;
        this.creditPerTick = tick.toNanos() / SHARE;
    }

    void set(Tracing newTracing) {
        tracing = newTracing;
    }

    boolean tracesAll() {
        return tracing == Tracing.ALL;
    }

    boolean isOn() {
        return tracing != Tracing.OFF;
    }

    /**
     * Looks at a slot whose lease is about to begin, and times and traces that if it is due.
     *
     * @param holder the thread or the name that will hold it
     * @param bits what kind of lease it will be
     * @return the slot to lease: the same, or a stand-in
     */
    Slot<T> begin(Slot<T> slot, Object holder, long bits) {
        Tracing level = tracing;
        if (level == Tracing.ALL) {
            slot.markLease();
        } else if (!slot.isLeaseMarked()) {
            return slot;
        }
        long began = System.nanoTime();
        if (level == Tracing.OFF || (level == Tracing.SAMPLED && creditNanos.get() <= 0)) {
            slot.timedSinceNanos = began;
            return slot;
        }
        Trail trail = Trail.here();
        Site counted = level == Tracing.SAMPLED ? trail.site() : means.chosen(trail);
        long traced = System.nanoTime();
        slot.timedSinceNanos = traced;
        if (level == Tracing.SAMPLED) {
            creditNanos.addAndGet(began - traced);
        }
        return slot.beginTraced(holder, bits, trail, counted, ticker.getAsLong(), collected);
    }

    /** Notes how long a traced lease was held. */
    void ended(Site site, long nanos) {
        means.add(site, nanos);
    }

    /** A new tick: what was not used of the last is not added up, what was overdrawn is paid back. */
    void tick() {
        creditNanos.updateAndGet(left -> Math.min(creditPerTick, left + creditPerTick));
    }

    /** The traces whose lease can no longer be closed by anybody, each of them once. */
    List<Trace<T>> takeCollected() {
        List<Trace<T>> taken = new ArrayList<>();
        for (Trace<T> next = found.poll(); next != null; next = found.poll()) {
            taken.add(next);
        }
        for (Trace<T> next = pollCollected(); next != null; next = pollCollected()) {
            taken.add(next);
        }
        return taken;
    }

    /** Whether there is one to be taken. A queue of references cannot be asked without taking the first one out. */
    boolean hasCollected() {
        Trace<T> first = pollCollected();
        if (first != null) {
            found.add(first);
        }
        return !found.isEmpty();
    }

    @SuppressWarnings("unchecked") // Nothing else is registered with this queue.
    private @Nullable Trace<T> pollCollected() {
        Reference<? extends Slot<T>> next = collected.poll();
        return (Trace<T>) next;
    }

    void lost(Holding holding, Loss.Cause cause, boolean reclaimed) {
        Loss loss = new Loss(holding, cause, reclaimed);
        Census.note(loss);
        if (isOn()) {
            losses.addLast(loss);
            if (losses.size() > MOST_LOSSES) {
                losses.pollFirst();
            }
        }
    }

    List<Loss> takeLosses() {
        if (losses.isEmpty()) {
            return List.of();
        }
        List<Loss> taken = new ArrayList<>();
        for (Iterator<Loss> all = losses.iterator(); all.hasNext(); ) {
            taken.add(all.next());
            all.remove();
        }
        return taken;
    }

    List<SiteTimes> siteTimes() {
        return means.times(pool);
    }
}
