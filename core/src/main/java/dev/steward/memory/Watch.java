package dev.steward.memory;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.nio.ByteBuffer;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What is done for special leases and for no others, so that the others pay nothing for it: their sample is taken, in a
 * strict pool they get a buffer of their own that is poisoned afterwards, and in one that wipes their contents are
 * zeroed. In an ordinary pool a lease is special when upkeep has marked its slot. Threadsafe.
 */
final class Watch {
    private static final Logger LOG = System.getLogger(BufferPool.class.getName());

    /** In a pool that wipes all leases are special; one in so many is sampled. */
    private static final int SAMPLED = 64;

    private final String pool;
    private final boolean strict;
    private final boolean wipe;
    private final LongSupplier ticker;
    private final ReferenceQueue<Object> collected = new ReferenceQueue<>();
    private final Set<Sample> samples = ConcurrentHashMap.newKeySet();
    private final LongAdder lost = new LongAdder();
    private final LongAdder violations = new LongAdder();

    Watch(String pool, boolean strict, boolean wipe, LongSupplier ticker) {
        this.pool = pool;
        this.strict = strict;
        this.wipe = wipe;
        this.ticker = ticker;
    }

    /** Whether every lease is special. */
    boolean isCareful() {
        return strict || wipe;
    }

    static ByteBuffer viewOf(Slot slot) {
        ByteBuffer view = slot.view;
        return view == null ? slot.buffer : view;
    }

    static void handedOver(Slot slot, long generation) {
        Sample sample = slot.sample;
        if (sample != null) {
            sample.generation = generation;
        }
    }

    /** By the owner of a slot whose lease is about to begin. */
    void prepare(Slot slot) {
        examine(slot);
        if (strict) {
            slot.view = slot.buffer.duplicate();
        }
        boolean sampled = strict || !wipe || slot.leases() % SAMPLED == 0;
        if (sampled) {
            Object token = new Object();
            Sample sample = new Sample(slot, token, collected, ticker.getAsLong());
            samples.add(sample);
            slot.sample = sample;
            slot.token = token;
        }
    }

    /** Once the lease has begun. */
    static void begun(Slot slot, long generation) {
        Sample sample = slot.sample;
        if (sample != null) {
            sample.generation = generation;
        }
    }

    /** By who ended the lease, before the slot is idle. */
    void finish(Slot slot) {
        forget(slot);
        if (strict) {
            slot.view = null;
            Contents.poison(slot.buffer);
        } else if (wipe) {
            Contents.wipe(slot.buffer);
        }
    }

    void forget(Slot slot) {
        Sample sample = slot.sample;
        if (sample != null) {
            slot.sample = null;
            samples.remove(sample);
            sample.clear();
        }
    }

    /** A slot that was leased before: nobody may have written to it since. */
    private void examine(Slot slot) {
        if (!strict || slot.leases() == 0) {
            return;
        }
        int at = Contents.firstUnpoisoned(slot.buffer);
        if (at >= 0) {
            violations.increment();
            LOG.log(
                    Level.WARNING,
                    "buffer pool " + pool + ": byte " + at + " of a buffer was written to after its lease was closed;"
                            + " it was held last by " + Holders.name(slot.observedHolder())
                            + "; next: keep the lease, not the buffer, and close it when nobody uses it any more");
        }
    }

    /** Takes back the leases that nobody can close any more. Their memory is not used again. */
    void findLost() {
        for (@Nullable Reference<?> found = collected.poll(); found != null; found = collected.poll()) {
            if (found instanceof Sample sample && samples.remove(sample) && sample.slot.end(sample.generation)) {
                lost.increment();
                sample.slot.sample = null;
                LOG.log(
                        Level.WARNING,
                        "buffer pool " + pool + ": a lease on " + sample.slot.buffer.capacity()
                                + " bytes was dropped without being closed, by "
                                + Holders.name(sample.slot.observedHolder())
                                + (sample.site.isEmpty() ? "" : ", " + sample.site)
                                + "; its memory is given up; next: close leases, best by try-with-resources");
                sample.slot.rack.pool.abandon(sample.slot);
            }
        }
    }

    long lost() {
        return lost.sum();
    }

    long violations() {
        return violations.sum();
    }
}
