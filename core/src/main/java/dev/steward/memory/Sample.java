package dev.steward.memory;

import dev.steward.resource.Site;
import dev.steward.resource.SiteMeans;
import dev.steward.resource.Trail;
import java.lang.ref.PhantomReference;
import java.lang.ref.ReferenceQueue;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a lease that was chosen to be watched: since when it is held, where it was acquired, and, once its
 * token is collected, that nobody can close it any more. Every lease handle of one hold has the token. Threadsafe.
 */
final class Sample extends PhantomReference<Object> {
    final Slot slot;
    final long sinceNanos;
    final Trail trail;

    /** Where it was acquired, if it counts among those of its site. */
    final @Nullable Site counted;

    /** The lease that is open now; handing it over changes it. Zero, which is no lease, before it has begun. */
    volatile long generation;

    Sample(Slot slot, Object token, ReferenceQueue<Object> collected, SiteMeans means, long sinceNanos) {
        super(token, collected);
        this.slot = slot;
        this.sinceNanos = sinceNanos;
        this.trail = Trail.here();
        this.counted = means.chosen(trail);
    }
}
