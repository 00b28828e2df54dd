package dev.steward.memory;

import dev.steward.resource.Trail;
import java.lang.ref.PhantomReference;
import java.lang.ref.ReferenceQueue;

/**
 * What is known of a lease that was chosen to be watched: since when it is held, where it was acquired, and, once its
 * token is collected, that nobody can close it any more. Every lease handle of one hold has the token. Threadsafe.
 */
final class Sample extends PhantomReference<Object> {
    final Slot slot;
    final long sinceNanos;
    final Trail trail;

    /** The lease that is open now; handing it over changes it. */
    volatile long generation;

    Sample(Slot slot, Object token, ReferenceQueue<Object> collected, long sinceNanos) {
        super(token, collected);
        this.slot = slot;
        this.sinceNanos = sinceNanos;
        this.trail = Trail.here();
    }
}
