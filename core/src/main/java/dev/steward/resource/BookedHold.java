package dev.steward.resource;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One resource held through a {@link LeaseBook}, from its acquisition to its return, through all handles it is handed
 * over to. {@code current} names the one handle that is open, or none when the resource is on its way back. Threadsafe.
 */
final class BookedHold<T> {
    private final LeaseBook book;
    private final T resource;
    private final long amount;
    private final String label;
    private final LeaseBook.GiveBack<T> giveBack;
    private final long since = System.nanoTime();
    private final AtomicReference<@Nullable Handle> current = new AtomicReference<>();

    BookedHold(LeaseBook book, T resource, long amount, String label, LeaseBook.GiveBack<T> giveBack) {
        this.book = book;
        this.resource = resource;
        this.amount = amount;
        this.label = label;
        this.giveBack = giveBack;
    }

    Lease<T> begin(Thread thread) {
        Handle handle = new Handle(thread, "");
        current.set(handle);
        return handle;
    }

    long amount() {
        return amount;
    }

    Optional<Holding> holding(String owner, Kind kind, long now) {
        Handle handle = current.get();
        return handle == null
                ? Optional.empty()
                : Optional.of(new Holding(
                        owner, kind, amount, handle.name(), handle.thread, Duration.ofNanos(now - since), label));
    }

    void takeBack() {
        Handle handle = current.get();
        // Lost against the holder or a handing over: what is open now is looked at again, what has ended is done.
        while (handle != null && !end(handle, LeaseBook.Ending.TAKEN_BACK)) {
            handle = current.get();
        }
    }

    private boolean end(Handle handle, LeaseBook.Ending ending) {
        if (!current.compareAndSet(handle, null)) {
            return false;
        }
        try {
            giveBack.giveBack(resource, ending);
        } finally {
            book.ended(this);
        }
        return true;
    }

    /** The lease as its holder sees it. */
    private final class Handle implements Lease<T> {
        private final @Nullable Thread thread;
        private final String holder;

        Handle(@Nullable Thread thread, String holder) {
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

        @Override
        public T get() {
            if (!isOpen()) {
                throw book.stale();
            }
            return resource;
        }

        @Override
        public boolean isOpen() {
            return current.get() == this;
        }

        @Override
        public Lease<T> handOver(String newHolder) {
            if (newHolder.isBlank()) {
                throw new IllegalArgumentException("a lease is handed over to a name that is not blank");
            }
            Handle heir = new Handle(null, newHolder);
            if (!current.compareAndSet(this, heir)) {
                throw book.stale();
            }
            return heir;
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
            if (!BookedHold.this.end(this, ending)) {
                book.staleClose();
            }
        }
    }
}
