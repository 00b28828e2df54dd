package dev.steward.cli.migrate;

import dev.steward.cli.fault.FaultKind;
import dev.steward.cli.fault.Faults;
import dev.steward.pool.Pool;
import dev.steward.pool.PoolBuilder;
import dev.steward.resource.DeadlockException;
import dev.steward.resource.Kind;
import dev.steward.resource.Lease;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;

/**
 * Mistakes that programs make with what they lease, made on purpose, so that it is seen whether the ledger finds them: a
 * lease that is forgotten, two threads that wait for each other, objects that are kept. Threadsafe.
 */
final class Planted {
    private static final Kind KIND = Kind.of("planted", "objects");
    private static final int CRUMBS = 512 * 1024;

    /** Enough to be found, and not so much that the run ends for want of memory. */
    private static final int MOST_CRUMBS = 4 * CRUMBS;

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Faults faults;
    private final Pool<Object> errands;
    private final Pool<Object> left;
    private final Pool<Object> right;
    private final List<Crumb> hoard = new ArrayList<>();

    /** What the heap leak consists of; a class of its own, so that the report can name it. */
    private record Crumb(long page, long number) {}

    Planted(Owner owner, Faults faults) {
        this.faults = faults;
        this.errands = owner.manage(pool("errands", 64));
        this.left = owner.manage(pool("left", 1));
        this.right = owner.manage(pool("right", 1));
    }

    private static PoolBuilder<Object> pool(String name, int max) {
        return Pool.builder(name, Object::new).kind(KIND).size(0, max);
    }

    /** Makes the mistakes that are due at this page. */
    void strike(long page) {
        if (faults.strikes(FaultKind.FORGOTTEN_LEASE, page)) {
            forget();
        }
        if (faults.strikes(FaultKind.DEADLOCK, page)) {
            entangle();
        }
        if (faults.strikes(FaultKind.HEAP_LEAK, page)) {
            hoard(page);
        }
    }

    private void forget() {
        Lease<Object> forgotten = errands.acquire();
        if (forgotten.isOpen()) {
            faults.done(FaultKind.FORGOTTEN_LEASE);
        }
    }

    private void entangle() {
        CyclicBarrier bothHoldOne = new CyclicBarrier(2);
        CompletableFuture<Boolean> one = cross("tangled-1", left, right, bothHoldOne);
        CompletableFuture<Boolean> other = cross("tangled-2", right, left, bothHoldOne);
        boolean firstFailed = one.join();
        boolean secondFailed = other.join();
        if (firstFailed || secondFailed) {
            faults.done(FaultKind.DEADLOCK);
        }
    }

    /** Whether it was this thread that the deadlock was broken by. */
    private static CompletableFuture<Boolean> cross(
            String name, Pool<Object> first, Pool<Object> then, CyclicBarrier bothHoldOne) {
        CompletableFuture<Boolean> failed = new CompletableFuture<>();
        Thread thread = new Thread(
                () -> {
                    try (Lease<Object> held = first.acquire()) {
                        bothHoldOne.await();
                        try (Lease<Object> wanted = then.acquire(PATIENCE)) {
                            failed.complete(!held.isOpen() || !wanted.isOpen());
                        }
                    } catch (DeadlockException broken) {
                        failed.complete(true);
                    } catch (Exception unexpected) {
                        failed.completeExceptionally(unexpected);
                    }
                },
                name);
        thread.setDaemon(true);
        thread.start();
        return failed;
    }

    /** What the heap leak has kept so far. */
    int hoarded() {
        synchronized (hoard) {
            return hoard.size();
        }
    }

    private void hoard(long page) {
        synchronized (hoard) {
            if (hoard.size() >= MOST_CRUMBS) {
                return;
            }
            for (int i = 0; i < CRUMBS; i++) {
                hoard.add(new Crumb(page, i));
            }
        }
        faults.done(FaultKind.HEAP_LEAK);
    }
}
