package dev.steward.races;

import dev.steward.pool.Pool;
import dev.steward.pool.PoolStatistics;
import dev.steward.resource.Lease;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.ThreadIdGen;
import org.jetbrains.lincheck.datastructures.Validate;

/**
 * The pool as a whole, threads and all, as a set of at most one leased resource. With more than one resource an empty
 * answer of tryAcquire is no statement about a single moment (a scan looks at the slots one after the other), so one it
 * is; what many slots do to each other is the business of the cases and of the stress test.
 */
@Param(name = "thread", gen = ThreadIdGen.class)
public class PoolModel {
    private static final int MOST_THREADS = 8;
    private static final Stock<Cell> STOCK = Stock.ofCells(1, pool -> pool.sharedLeases());

    private final Pool<Cell> pool = STOCK.take();
    private final AtomicReferenceArray<Lease<Cell>> leases = new AtomicReferenceArray<>(MOST_THREADS);

    @Operation
    public boolean acquire(@Param(name = "thread") int thread) {
        if (leases.get(thread) != null) {
            return false;
        }
        leases.set(thread, pool.tryAcquire().orElse(null));
        return leases.get(thread) != null;
    }

    @Operation
    public boolean release(@Param(name = "thread") int thread) {
        Lease<Cell> lease = leases.getAndSet(thread, null);
        if (lease == null) {
            return false;
        }
        lease.close();
        lease.close();
        return true;
    }

    /** Ends when another resource has taken the place, so that an empty answer still means that somebody holds it. */
    @Operation
    public boolean invalidate(@Param(name = "thread") int thread) {
        Lease<Cell> lease = leases.getAndSet(thread, null);
        if (lease == null) {
            return false;
        }
        Cell cell = lease.get();
        lease.invalidate();
        PoolStatistics now = pool.statistics();
        while (cell.ends.get() == 0 || now.idle() + now.inUse() == 0) {
            Thread.onSpinWait();
            now = pool.statistics();
        }
        return cell.ends.get() == 1;
    }

    @Validate
    public void putBack() {
        for (int thread = 0; thread < MOST_THREADS; thread++) {
            Lease<Cell> lease = leases.get(thread);
            if (lease != null) {
                lease.close();
            }
        }
        if (pool.statistics().inUse() != 0) {
            throw new IllegalStateException("a lease is left: " + pool);
        }
        STOCK.putBack(pool, true);
    }

    /** The same with one word: who holds it. */
    public static class Plain {
        private int holder = -1;

        public boolean acquire(int thread) {
            if (holder >= 0) {
                return false;
            }
            holder = thread;
            return true;
        }

        public boolean release(int thread) {
            boolean held = holder == thread;
            holder = held ? -1 : holder;
            return held;
        }

        public boolean invalidate(int thread) {
            return release(thread);
        }
    }
}
