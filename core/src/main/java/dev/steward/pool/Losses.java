package dev.steward.pool;

import dev.steward.resource.Holding;
import dev.steward.resource.Loss;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Leases that nobody is left to close: their thread has ended, or their handle was collected. Upkeep looks for them every
 * tick and takes them back, where the pool is to; the ledger is told in any case.
 */
final class Losses<T> {
    private final PoolOptions<T> options;
    private final Population<T> population;
    private final PoolView<T> view;
    private final Tracer<T> tracer;
    private final Complaints complaints;
    private final AtomicLong orphaned = new AtomicLong();

    Losses(
            PoolOptions<T> options,
            Population<T> population,
            PoolView<T> view,
            Tracer<T> tracer,
            Complaints complaints) {
        this.options = options;
        this.population = population;
        this.view = view;
        this.tracer = tracer;
        this.complaints = complaints;
    }

    long orphaned() {
        return orphaned.get();
    }

    /**
     * Takes back a lease whose holding thread has ended, or says that it is one and stays. That the thread is seen dead orders everything it did before
     * this, so a lease it closed is seen closed, and with confined leases nobody is left who could close it. Who the
     * holder is, is asked once more after that: handing a lease over changes the generation first and the holder then,
     * and the thread may have done the second, and ended, since it was seen as the holder of the new generation.
     */
    boolean findOrphan(Slot<T> slot, long generation) {
        if (!(slot.observedHolder() instanceof Thread holder) || holder.isAlive() || slot.observedHolder() != holder) {
            return false;
        }
        if (!options.reclaimOrphans()) {
            return true;
        }
        Holding holding = view.holding(slot, generation, holder, slot.trace);
        if (slot.endSharedLease(generation)) {
            orphaned.incrementAndGet();
            takeBack(slot, holding, Loss.Cause.ORPHANED, "thread " + holding.holder() + " ended without closing it");
        }
        return false;
    }

    /**
     * Takes back the leases whose handles are gone. A trace that its home slot still has belongs to the lease that is
     * open there: it is taken off when the lease ends, by who ends it. So the generation that is read before asking
     * whether the trace is still there is that lease's, or that of what it was handed over to.
     */
    void findUnreachable() {
        for (Trace<T> trace : tracer.takeCollected()) {
            Slot<T> slot = trace.home;
            long generation = slot.observedGeneration();
            if (slot.trace != trace || !Generation.isOpen(generation)) {
                continue;
            }
            Holding holding = view.holding(slot, generation, slot.observedHolder(), trace);
            if (!options.reclaimUnreachable()) {
                tracer.lost(holding, Loss.Cause.UNREACHABLE, false);
            } else if (slot.endSharedLease(generation)) {
                takeBack(slot, holding, Loss.Cause.UNREACHABLE, "nobody can close it any more");
            }
        }
    }

    private void takeBack(Slot<T> slot, Holding holding, Loss.Cause cause, String why) {
        tracer.lost(holding, cause, true);
        complaints.warn(
                "pool " + options.name() + ": a lease was lost, " + why
                        + (holding.site() == null ? "" : "; it was acquired at " + holding.site())
                        + "; the resource is destroyed",
                null);
        population.endings().retire(slot);
    }
}
