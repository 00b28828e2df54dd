package dev.steward.memory;

import dev.steward.platform.Recent;
import dev.steward.resource.Census;
import dev.steward.resource.Holding;
import dev.steward.resource.Loss;
import dev.steward.resource.SiteMeans;
import dev.steward.resource.SiteTimes;
import dev.steward.resource.Tracing;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What is done for special leases and for no others, so that the others pay nothing for it: their sample is taken, in a
 * strict pool they get a buffer of their own that is poisoned afterwards, and in one that wipes their contents are
 * zeroed. In an ordinary pool a lease is special when upkeep has marked its slot, or while all are to be traced. It also
 * takes back the leases that nobody is left to close. Threadsafe.
 */
final class Watch {
    private static final Logger LOG = System.getLogger(BufferPool.class.getName());

    /** In a pool that wipes all leases are special; one in so many is sampled. */
    private static final int SAMPLED = 64;

    private static final int MOST_LOSSES = 1_000;

    private final String pool;
    private final Figures figures;
    private final boolean reclaimOrphans;
    private final boolean reclaimUnreachable;
    private final boolean strict;
    private final boolean wipe;
    private final LongSupplier ticker;
    private final ReferenceQueue<Object> collected = new ReferenceQueue<>();
    private final Set<Sample> samples = ConcurrentHashMap.newKeySet();
    private final Recent<Loss> losses = new Recent<>(MOST_LOSSES);
    private final SiteMeans means = new SiteMeans();
    private volatile Tracing tracing = Tracing.SAMPLED;
    private final LongAdder lost = new LongAdder();
    private final LongAdder orphaned = new LongAdder();
    private final LongAdder violations = new LongAdder();

    Watch(BufferPoolBuilder builder, Figures figures) {
        this.pool = builder.name();
        this.figures = figures;
        this.reclaimOrphans = builder.reclaimsOrphans();
        this.reclaimUnreachable = builder.reclaimsUnreachable();
        this.strict = builder.isStrict();
        this.wipe = builder.wipes();
        this.ticker = builder.ticker();
    }

    void trace(Tracing share) {
        tracing = share;
    }

    boolean tracesAll() {
        return tracing == Tracing.ALL;
    }

    /** Whether upkeep shall choose leases to be traced. */
    boolean chooses() {
        return tracing == Tracing.SAMPLED;
    }

    /** Whether every lease is special. */
    boolean isCareful() {
        return strict || wipe || tracesAll();
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
        if (isSampled(slot)) {
            Object token = new Object();
            Sample sample = new Sample(slot, token, collected, means, ticker.getAsLong());
            samples.add(sample);
            slot.sample = sample;
            slot.token = token;
        }
    }

    private boolean isSampled(Slot slot) {
        return switch (tracing) {
            case ALL -> true;
            case SAMPLED -> strict || !wipe || slot.leases() % SAMPLED == 0;
            case OFF -> strict;
        };
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
            if (sample.counted != null && sample.generation != 0) {
                means.add(sample.counted, ticker.getAsLong() - sample.sinceNanos);
            }
        }
    }

    List<SiteTimes> siteTimes() {
        return means.times(pool);
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

    /**
     * The leases that nobody can close any more, by what is known of samples. Their memory is not used again, because
     * somebody may have kept the buffer.
     *
     * <p>A sample may be found that belongs to no open lease any more, because its holder was about to close that when he
     * was last seen with it, or somebody else has taken it back. The generation tells: it is that of the sample's own
     * lease, ending is a compare-and-set, and one of the two wins. The other finds a generation that is over, also when
     * the slot has been leased again, and touches nothing. Case: {@code BufferUnreachableAgainstClose}.
     */
    void findUnreachable() {
        for (@Nullable Reference<?> found = collected.poll(); found != null; found = collected.poll()) {
            if (!(found instanceof Sample sample) || !samples.remove(sample)) {
                continue;
            }
            Slot slot = sample.slot;
            long generation = sample.generation;
            Holding holding = figures.holding(slot, generation);
            if (!reclaimUnreachable) {
                if (slot.isLease(generation)) {
                    note(holding, Loss.Cause.UNREACHABLE, false);
                }
            } else if (slot.end(generation)) {
                lost.increment();
                slot.sample = null;
                takeBack(slot, holding, Loss.Cause.UNREACHABLE, "was dropped without being closed, by");
            }
        }
    }

    /**
     * Takes back the lease of a slot if its thread has ended and it may be taken back. Who the holder is, is asked once
     * more after the thread was seen dead: handing a lease over changes the generation first and the holder then.
     */
    void reclaimIfOrphaned(Slot slot) {
        long generation = slot.observedGeneration();
        if (reclaimOrphans
                && Slot.isOpen(generation)
                && slot.observedHolder() instanceof Thread holder
                && !holder.isAlive()
                && slot.observedHolder() == holder) {
            Holding holding = figures.holding(slot, generation);
            if (slot.end(generation)) {
                orphaned.increment();
                takeBack(slot, holding, Loss.Cause.ORPHANED, "was left open by a thread that has ended,");
            }
        }
    }

    private void takeBack(Slot slot, Holding holding, Loss.Cause cause, String how) {
        note(holding, cause, true);
        LOG.log(
                Level.WARNING,
                "buffer pool " + pool + ": a lease on " + slot.buffer.capacity() + " bytes " + how + " "
                        + holding.holder()
                        + (holding.site() == null ? "" : ", acquired at " + holding.site())
                        + "; its memory is given up; next: close leases, best by try-with-resources");
        slot.rack.pool.returns().abandon(slot);
    }

    private void note(Holding holding, Loss.Cause cause, boolean reclaimed) {
        Loss loss = new Loss(holding, cause, reclaimed);
        Census.note(loss);
        losses.add(loss);
    }

    List<Loss> takeLosses() {
        return losses.takeAll();
    }

    long orphaned() {
        return orphaned.sum();
    }

    long lost() {
        return lost.sum();
    }

    long violations() {
        return violations.sum();
    }
}
