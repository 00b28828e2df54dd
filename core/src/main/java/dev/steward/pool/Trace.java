package dev.steward.pool;

import dev.steward.resource.Site;
import dev.steward.resource.Trail;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

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
    final Trail trail;

    /** The site whose hold times this lease counts among; null when it was not chosen for that. */
    final @Nullable Site counted;

    /** When it was acquired, in the pool's ticker. */
    final long sinceNanos;

    Trace(Slot<T> standIn, ReferenceQueue<Slot<T>> collected, Trail trail, @Nullable Site counted, long sinceNanos) {
        super(standIn, collected);
        this.home = standIn.home;
        this.trail = trail;
        this.counted = counted;
        this.sinceNanos = sinceNanos;
    }
}
