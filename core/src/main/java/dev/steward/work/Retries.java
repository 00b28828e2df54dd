package dev.steward.work;

import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.ScheduledFuture;
import org.jspecify.annotations.Nullable;

/**
 * Items that wait for their next attempt, and the appointment to look at them when the first is due. Guarded by the queue's
 * lock.
 */
final class Retries<P, R> {
    private final Workers workers;
    private final Runnable look;
    private final PriorityQueue<Entry<P, R>> byTime =
            new PriorityQueue<>(Comparator.comparingLong(entry -> entry.notBeforeNanos));

    private @Nullable ScheduledFuture<?> appointment;

    /** When that is; means nothing while there is none. */
    private long appointedNanos;

    /** {@code look} takes the queue's lock, and comes back with what it finds due. */
    Retries(Workers workers, Runnable look) {
        this.workers = workers;
        this.look = look;
    }

    void add(Entry<P, R> entry, long pauseNanos) {
        entry.state = WorkItem.State.RETRYING;
        entry.notBeforeNanos = System.nanoTime() + pauseNanos;
        byTime.add(entry);
    }

    void remove(Entry<P, R> entry) {
        byTime.remove(entry);
    }

    /** Moves those that are due. */
    void moveDueTo(Collection<Entry<P, R>> ready, long now) {
        while (!byTime.isEmpty() && byTime.element().notBeforeNanos - now <= 0) {
            ready.add(byTime.remove());
        }
    }

    /** Sees to it that somebody looks when the first is due; one may have come that is due before those that wait already. */
    void appoint(long now) {
        if (byTime.isEmpty()) {
            return;
        }
        long dueNanos = byTime.element().notBeforeNanos;
        if (appointment != null) {
            if (appointedNanos - dueNanos <= 0) {
                return;
            }
            appointment.cancel(false);
            appointment = null;
        }
        appointment = workers.schedule(
                () -> {
                    look.run();
                    return true;
                },
                Duration.ofNanos(Math.max(0, dueNanos - now)));
        appointedNanos = dueNanos;
    }

    /** By who looks because it was appointed. */
    void kept() {
        appointment = null;
    }
}
