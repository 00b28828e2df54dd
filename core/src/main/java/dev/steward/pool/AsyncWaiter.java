package dev.steward.pool;

import dev.steward.resource.Lease;
import dev.steward.resource.ResourceException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * An asynchronous request in the line. It cannot look for a slot, so it is handed one, or a refusal; what becomes of it
 * then runs on the executor that futures use by default, and never on a thread of the pool or of whoever gave back. If
 * the future was cancelled meanwhile, the slot goes on to the next.
 *
 * @param <T> what the pool holds
 */
final class AsyncWaiter<T> extends Waiter<T> implements Comparable<AsyncWaiter<T>> {
    final long deadlineNanos;
    private final Pool<T> pool;
    private final String holder;
    private final long number;
    private final CompletableFuture<Lease<T>> future = new CompletableFuture<>();

    AsyncWaiter(Pool<T> pool, String holder, long number, long sinceNanos, long deadlineNanos) {
        super(null, sinceNanos);
        this.pool = pool;
        this.holder = holder;
        this.number = number;
        this.deadlineNanos = deadlineNanos;
    }

    CompletableFuture<Lease<T>> future() {
        return future;
    }

    @Override
    String name() {
        return holder;
    }

    @Override
    boolean looksForItself() {
        return false;
    }

    @Override
    void wake() {
        future.defaultExecutor().execute(this::settle);
    }

    private void settle() {
        Slot<T> slot = handedSlot();
        Supplier<ResourceException> refusal = refusal();
        if (slot != null) {
            Lease<T> lease = pool.sharedLease(slot, holder);
            if (!future.complete(lease)) {
                lease.close();
            }
        } else if (refusal != null) {
            future.completeExceptionally(refusal.get());
        }
    }

    @Override
    public int compareTo(AsyncWaiter<T> other) {
        int byDeadline = Long.signum(deadlineNanos - other.deadlineNanos);
        return byDeadline != 0 ? byDeadline : Long.compare(number, other.number);
    }

    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }
}
