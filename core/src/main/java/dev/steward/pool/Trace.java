package dev.steward.pool;

import dev.steward.resource.Site;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;

/**
 * What is known of one lease in full: where and when it was acquired, and whether anybody can still close it.
 *
 * <p>A lease object cannot be watched itself: a reference to it would have it allocated where it otherwise is not, and
 * that for every lease, because a compiler decides it for all that come from one place. It refers to its slot, though.
 * So a traced lease is given a slot of its own, a <em>stand-in</em> to which nobody else refers, and that is watched.
 * The home slot keeps the trace as long as the lease is open.
 */
final class Trace<T> extends WeakReference<Slot<T>> {
    final Slot<T> home;
    final Site site;

    /** When it was acquired, in the pool's ticker. */
    final long sinceNanos;

    Trace(Slot<T> standIn, ReferenceQueue<Slot<T>> collected, Site site, long sinceNanos) {
        super(standIn, collected);
        this.home = standIn.home;
        this.site = site;
        this.sinceNanos = sinceNanos;
    }
}
