package dev.steward.files;

import dev.steward.resource.AcquireInterruptedException;
import dev.steward.resource.CreationFailedException;
import dev.steward.resource.Durations;
import dev.steward.resource.ExhaustedException;
import dev.steward.resource.Holding;
import dev.steward.resource.Kind;
import dev.steward.resource.Lease;
import dev.steward.resource.LeaseBook;
import dev.steward.resource.ResourceClosedException;
import dev.steward.resource.ResourceException;
import dev.steward.resource.Waiting;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Locks files, and waits for those that are locked. It asks again and again: the system can wait for another process, but
 * neither with a deadline nor for another thread of this one.
 *
 * <p>Who waits is shown, and behind whom, where a pool of this process holds the lock: that thread has to go on first, which
 * makes a deadlock over a lock and something else known as one. Where another process holds it nobody here knows for how
 * long, and the wait counts as one that may end.
 *
 * <p>A grant and a refusal from outside meet at {@link Waiter#end}: the one that comes first holds, and who got the lock
 * and was refused before gives it back. Threadsafe.
 */
final class FileLocks {
    private static final long FIRST_PAUSE_NANOS = TimeUnit.MICROSECONDS.toNanos(200);
    private static final long LONGEST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    /** What the system locks it locks for the whole process, so it is known for the whole process who has it. */
    private static final Map<Object, Held> HELD = new ConcurrentHashMap<>();

    /** A lock that somebody has; the book knows who that is, also after it was handed over. */
    private record Held(LeaseBook book, String label) {
        @Nullable
        Thread holder() {
            return book.holdings().stream()
                    .filter(holding -> holding.label().equals(label))
                    .findFirst()
                    .map(Holding::thread)
                    .orElse(null);
        }
    }

    /** One caller that waits, and the ticket of its wait. Compared by identity. */
    private static final class Waiter {
        final Thread thread = Thread.currentThread();
        final long since = System.nanoTime();
        final Object file;
        private final AtomicReference<@Nullable Supplier<? extends ResourceException>> ending = new AtomicReference<>();

        Waiter(Object file) {
            this.file = file;
        }

        boolean refuse(Supplier<? extends ResourceException> refusal) {
            return ending.compareAndSet(null, refusal);
        }

        /** By the waiter: what is thrown to it, or null if from now on it is too late for that. */
        @Nullable
        Supplier<? extends ResourceException> end() {
            return ending.compareAndSet(null, Waiter::byItself) ? null : ending.get();
        }

        /** Never thrown: there only so that a refusal finds the place taken. */
        private static ResourceException byItself() {
            throw new IllegalStateException("this wait was not refused");
        }

        @Nullable
        Supplier<? extends ResourceException> refusal() {
            return ending.get();
        }

        Duration waitedFor() {
            return Duration.ofNanos(System.nanoTime() - since);
        }
    }

    private final FilePool pool;
    private final String name;
    private final FileOpener opener;
    private final LeaseBook book;
    private final BooleanSupplier closed;
    private final Set<Waiter> waiters = ConcurrentHashMap.newKeySet();

    FileLocks(FilePool pool, FileOpener opener, LeaseBook book, BooleanSupplier closed) {
        this.pool = pool;
        this.name = pool.name();
        this.opener = opener;
        this.book = book;
        this.closed = closed;
    }

    Lease<FileLock> of(Path file, Duration timeout) {
        long start = System.nanoTime();
        FileChannel channel = opener.open(
                file, true, () -> FileChannel.open(file, Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE)));
        boolean locked = false;
        try {
            Object key = keyOf(file);
            FileLock lock = await(channel, file, key, Durations.toNanos(timeout));
            if (lock == null) {
                opener.timedOut.increment();
                Thread holder = holderOf(key);
                String by = holder == null ? "another process or caller" : "the thread " + holder.getName();
                throw new ExhaustedException(
                        name,
                        Duration.ofNanos(System.nanoTime() - start),
                        pool.usage(),
                        pool.holdings(),
                        file + " stayed locked by " + by,
                        null);
            }
            locked = true;
            Held held = new Held(book, file + " locked");
            HELD.put(key, held);
            return book.open(lock, 1, held.label(), (done, ending) -> {
                HELD.remove(key, held);
                opener.closeAndRelease(file, channel);
            });
        } catch (IOException failure) {
            throw new CreationFailedException(
                    name, name + ": " + file + " cannot be locked: " + failure.getMessage(), failure);
        } finally {
            if (!locked) {
                opener.closeAndRelease(file, channel);
            }
        }
    }

    /** The same for every name of the file, where the system tells. */
    private static Object keyOf(Path file) throws IOException {
        Object key = Files.readAttributes(file, BasicFileAttributes.class).fileKey();
        return key != null ? key : file.toRealPath();
    }

    private static @Nullable Thread holderOf(Object key) {
        Held held = HELD.get(key);
        return held == null ? null : held.holder();
    }

    /** The lock, or null when the time is over. */
    private @Nullable FileLock await(FileChannel channel, Path file, Object key, long nanos) throws IOException {
        FileLock atOnce = attempt(channel);
        if (atOnce != null || nanos <= 0) {
            return atOnce;
        }
        Waiter me = new Waiter(key);
        waiters.add(me);
        try {
            FileLock lock = ask(me, channel, file, nanos);
            Supplier<? extends ResourceException> refusal = me.end();
            if (refusal != null) {
                throw refusal.get();
            }
            return lock;
        } finally {
            waiters.remove(me);
        }
    }

    /** Whoever is refused after all gives the lock back by closing the channel. */
    private @Nullable FileLock ask(Waiter me, FileChannel channel, Path file, long nanos) throws IOException {
        long pause = FIRST_PAUSE_NANOS;
        while (true) {
            long left = nanos - (System.nanoTime() - me.since);
            if (left <= 0) {
                return null;
            }
            LockSupport.parkNanos(this, Math.min(left, pause));
            pause = Math.min(2 * pause, LONGEST_PAUSE_NANOS);
            if (closed.getAsBoolean()) {
                throw new ResourceClosedException(name, name + " was closed while the caller waited", null);
            }
            Supplier<? extends ResourceException> refusal = me.refusal();
            if (refusal != null) {
                throw refusal.get();
            }
            if (Thread.currentThread().isInterrupted()) {
                throw new AcquireInterruptedException(
                        name, name + ": interrupted while waiting for the lock of " + file, null);
            }
            FileLock lock = attempt(channel);
            if (lock != null) {
                return lock;
            }
        }
    }

    private static @Nullable FileLock attempt(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException ofThisProcess) {
            return null;
        }
    }

    /** It has its descriptor, so it waits for nothing more of the budget. */
    List<Waiting> waiting() {
        return waiters.stream()
                .map(waiter -> new Waiting(
                        name,
                        Kind.FILES,
                        0,
                        waiter.thread.getName(),
                        waiter.thread,
                        waiter.waitedFor(),
                        holderOf(waiter.file),
                        waiter))
                .toList();
    }

    boolean refuse(@Nullable Object ticket, Supplier<? extends ResourceException> refusal) {
        if (ticket instanceof Waiter waiter && waiters.contains(waiter) && waiter.refuse(refusal)) {
            LockSupport.unpark(waiter.thread);
            return true;
        }
        return false;
    }
}
