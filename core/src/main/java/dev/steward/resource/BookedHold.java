package dev.steward.resource;

import dev.steward.platform.Threads;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One resource held through a {@link LeaseBook}, from its acquisition to its return, through all handles it is handed
 * over to. {@code current} names the term that is open, or none when the resource is on its way back. Handles refer to
 * their term and nobody refers to them, so that one that was forgotten can be missed. Threadsafe.
 */
final class BookedHold<T> {
    private final LeaseBook book;
    private final T resource;
    private final long amount;

    /** Whether others may hold the same resource, of which the amount is what it takes for all of them. */
    private final boolean together;

    private final String label;
    private final LeaseBook.GiveBack<T> giveBack;
    private final @Nullable Trail trail;

    /** Where it was acquired, if it counts among those of its site. */
    private final @Nullable Site counted;

    private final long since = System.nanoTime();
    private final AtomicReference<@Nullable Term> current = new AtomicReference<>();

    /** The time in which one holder has it. */
    private static final class Term {
        final @Nullable Thread thread;
        final String holder;

        /** Kept because a reference that is itself collected is not enqueued. */
        @SuppressWarnings("UnusedVariable") // Only its being reachable matters.
        @Nullable
        Watch watch;

        Term(@Nullable Thread thread, String holder) {
            this.thread = thread;
            this.holder = holder;
        }

        String name() {
            if (thread == null) {
                return holder;
            }
            String name = thread.getName();
            return name.isEmpty() ? "thread " + thread.getId() : name;
        }
    }

    /** Is enqueued when a handle was collected; kept by the term as long as that is open. */
    static final class Watch extends WeakReference<Lease<?>> {
        final BookedHold<?> hold;
        private final Term term;

        private Watch(Lease<?> handle, ReferenceQueue<Lease<?>> collected, BookedHold<?> hold, Term term) {
            super(handle, collected);
            this.hold = hold;
            this.term = term;
        }

        /** What was held, and is now given back; empty if it has ended or was handed over. */
        Optional<Holding> end(String owner, Kind kind) {
            Optional<Holding> holding = hold.holding(owner, kind, System.nanoTime(), alone());
            return hold.current.get() == term && hold.end(term, LeaseBook.Ending.INVALIDATED)
                    ? holding
                    : Optional.empty();
        }
    }

    BookedHold(
            LeaseBook book,
            T resource,
            long amount,
            boolean together,
            String label,
            LeaseBook.GiveBack<T> giveBack,
            @Nullable Trail trail) {
        this.book = book;
        this.resource = resource;
        this.amount = amount;
        this.together = together;
        this.label = label;
        this.giveBack = giveBack;
        this.trail = trail;
        this.counted = trail == null ? null : book.means().chosen(trail);
    }

    Lease<T> begin(Thread thread) {
        Term term = new Term(thread, "");
        Lease<T> handle = handle(term);
        current.set(term);
        return handle;
    }

    /** Watched if it is traced, for which having a trail is the sign. */
    private Lease<T> handle(Term term) {
        Handle handle = new Handle(term);
        if (trail != null) {
            term.watch = new Watch(handle, book.collected(), this, term);
        }
        return handle;
    }

    boolean isHeldBy(Thread thread) {
        Term term = current.get();
        return term != null && term.thread == thread;
    }

    long amount() {
        return amount;
    }

    /** For who is looked at without the others that hold the same. */
    private static Set<Object> alone() {
        return Collections.newSetFromMap(new IdentityHashMap<>(1));
    }

    long heldNanos(long now) {
        return now - since;
    }

    private void noteTime() {
        if (counted != null) {
            book.means().add(counted, System.nanoTime() - since);
        }
    }

    /** What is held, unless it has ended; {@code shown} has what others hold together with this one, and shall have it. */
    Optional<Holding> holding(String owner, Kind kind, long now, Set<Object> shown) {
        Term term = current.get();
        if (term == null) {
            return Optional.empty();
        }
        return Optional.of(new Holding(
                owner,
                kind,
                together && !shown.add(resource) ? 0 : amount,
                term.name(),
                term.thread,
                Duration.ofNanos(heldNanos(now)),
                label,
                trail == null ? null : trail.site(),
                new Handle(term)));
    }

    void takeBack() {
        Term term = current.get();
        // Lost against the holder or a handing over: what is open now is looked at again, what has ended is done.
        while (term != null && !end(term, LeaseBook.Ending.TAKEN_BACK)) {
            term = current.get();
        }
    }

    private boolean end(Term term, LeaseBook.Ending ending) {
        if (!current.compareAndSet(term, null)) {
            return false;
        }
        noteTime();
        try {
            giveBack.giveBack(resource, ending);
        } finally {
            book.ended(this);
        }
        return true;
    }

    /** The lease as its holder sees it. */
    private final class Handle implements Lease<T> {
        private final Term term;

        Handle(Term term) {
            this.term = term;
        }

        @Override
        public T get() {
            if (!isOpen()) {
                throw book.stale();
            }
            return resource;
        }

        @Override
        public boolean isOpen() {
            return current.get() == term;
        }

        @Override
        public Lease<T> handOver(String newHolder) {
            if (newHolder.isBlank()) {
                throw new IllegalArgumentException("a lease is handed over to a name that is not blank");
            }
            return handOver(new Term(null, newHolder));
        }

        @Override
        public Lease<T> handOver(Thread newHolder) {
            Threads.requireAlive(book.owner(), newHolder);
            return handOver(new Term(newHolder, ""));
        }

        private Lease<T> handOver(Term next) {
            try {
                Lease<T> heir = handle(next);
                if (!current.compareAndSet(term, next)) {
                    throw book.stale();
                }
                return heir;
            } finally {
                Reference.reachabilityFence(this);
            }
        }

        @Override
        public void invalidate() {
            end(LeaseBook.Ending.INVALIDATED);
        }

        @Override
        public void close() {
            end(LeaseBook.Ending.CLOSED);
        }

        private void end(LeaseBook.Ending ending) {
            // Not to be found lost while it is being closed, for which the last read of its fields is not enough.
            try {
                if (!BookedHold.this.end(term, ending)) {
                    book.staleClose();
                }
            } finally {
                Reference.reachabilityFence(this);
            }
        }

        /** Two readings of the ledger find the same lease, whichever object they see it through. */
        @Override
        public boolean equals(Object other) {
            return other instanceof BookedHold<?>.Handle handle && handle.term == term;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(term);
        }
    }
}
