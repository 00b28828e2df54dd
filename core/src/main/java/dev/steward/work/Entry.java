package dev.steward.work;

import java.util.Optional;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** An item on its way through a queue. Guarded by the queue's lock, but for the progress. */
final class Entry<P, R> implements Comparable<Entry<?, ?>> {
    final long id;
    final P payload;
    final Priority priority;
    WorkItem.State state = WorkItem.State.QUEUED;
    int attempts;
    long notBeforeNanos;
    boolean cancelled;

    /** Whether what becomes of it is decided, though it may not be noted yet; from then on it cannot be cancelled. */
    boolean settled;

    @Nullable
    Future<?> running;

    volatile double progress;
    volatile String note = "";
    String failure = "";

    Entry(long id, P payload, Priority priority) {
        this.id = id;
        this.payload = payload;
        this.priority = priority;
    }

    WorkItem<R> look() {
        return new WorkItem<>(
                id,
                state,
                attempts,
                progress,
                note,
                Optional.empty(),
                failure.isEmpty() ? Optional.empty() : Optional.of(failure));
    }

    @Override
    public int compareTo(Entry<?, ?> other) {
        int byPriority = priority.compareTo(other.priority);
        return byPriority != 0 ? byPriority : Long.compare(id, other.id);
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // An item is itself alone.
    public boolean equals(@Nullable Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(id);
    }
}
