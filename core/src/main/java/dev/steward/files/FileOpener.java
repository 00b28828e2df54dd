package dev.steward.files;

import dev.steward.resource.Budget;
import dev.steward.resource.BudgetExceededException;
import dev.steward.resource.CreationFailedException;
import dev.steward.resource.ExhaustedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Opens and closes the files of one pool: each open one is drawn from the budget before the system is asked, and given
 * back after it was closed. Threadsafe.
 */
final class FileOpener {
    private static final System.Logger LOG = System.getLogger(FilePool.class.getName());
    private static final int RETRIES = 3;
    private static final long FIRST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    final LongAdder opened = new LongAdder();
    final LongAdder rescued = new LongAdder();
    final LongAdder timedOut = new LongAdder();
    private final FilePool pool;
    private final String name;
    private final Budget budget;
    private final FileTurnstile turnstile;
    private final Duration acquireTimeout;

    FileOpener(FilePool pool, Budget budget, FileTurnstile turnstile, Duration acquireTimeout) {
        this.pool = pool;
        this.name = pool.name();
        this.budget = budget;
        this.turnstile = turnstile;
        this.acquireTimeout = acquireTimeout;
    }

    /** Opens something that takes a descriptor, once there is room for it. */
    <T> T open(Path file, boolean writing, Callable<T> opening) {
        awaitRoom(file, () -> false);
        return openDrawn(file, writing, opening);
    }

    /** A file to read, unless {@code isThere} says that another has opened it before there was room: then null. */
    @Nullable
    OpenFile readingUnless(BooleanSupplier isThere, Path file) {
        return awaitRoom(file, isThere) ? openDrawn(file, false, () -> reading(file)) : null;
    }

    /** Called when a file is there for all: somebody may wait for room to open it, too. */
    void tellOpened() {
        if (turnstile.isWaitedFor()) {
            turnstile.tellAll();
        }
    }

    private boolean awaitRoom(Path file, BooleanSupplier isThere) {
        long start = System.nanoTime();
        try {
            return turnstile.pass(file, acquireTimeout, isThere);
        } catch (BudgetExceededException refused) {
            timedOut.increment();
            String reason = "no room to open " + file + " (" + refused.getMessage() + ")";
            throw new ExhaustedException(
                    name, Duration.ofNanos(System.nanoTime() - start), pool.usage(), pool.holdings(), reason, refused);
        }
    }

    private <T> T openDrawn(Path file, boolean writing, Callable<T> opening) {
        boolean done = false;
        try {
            T result = attempt(file, writing, opening);
            opened.increment();
            done = true;
            return result;
        } finally {
            if (!done) {
                release();
            }
        }
    }

    /** Opens or creates a file; when the system has no descriptor left, closes what is idle and tries again. */
    <T> T attempt(Path file, boolean writing, Callable<T> opening) {
        for (int tries = 0; ; tries++) {
            try {
                T result = opening.call();
                if (tries > 0) {
                    rescued.increment();
                }
                return result;
            } catch (IOException failure) {
                if (tries == RETRIES || !FileFailures.isTooManyOpen(failure) || !makeDescriptors(tries)) {
                    throw new CreationFailedException(
                            name, name + ": " + FileFailures.describe(file, writing, failure), failure);
                }
            } catch (RuntimeException unsupported) {
                throw unsupported;
            } catch (Exception unexpected) {
                throw new IllegalStateException(unexpected);
            }
        }
    }

    /** Closes what is idle here; where that is nothing, others may close something in a moment. */
    private boolean makeDescriptors(int tries) {
        if (pool.reclaim(Long.MAX_VALUE) == 0) {
            LockSupport.parkNanos(FIRST_PAUSE_NANOS << (2 * tries));
        }
        return !Thread.currentThread().isInterrupted();
    }

    void release() {
        budget.release(1);
        closeBudget();
    }

    /** Called by who closed, and after that by whoever opened something while the pool closed: the last one does it. */
    void closeBudget() {
        if (pool.hasClosed() && budget.used() == 0) {
            try {
                budget.close();
            } catch (IllegalStateException drawnFromMeanwhile) {
                return; // By a caller that finds this closed next, gives it back, and comes here itself.
            }
        }
    }

    void closeAndRelease(Path file, FileChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(name + ": closing " + file + " failed: " + e.getMessage(), e);
        } finally {
            release();
        }
    }

    /** A channel for reading has nothing to lose by a failing close. */
    void closeQuietly(OpenFile file) {
        try {
            closeAndRelease(file.path(), file.channel());
        } catch (UncheckedIOException e) {
            LOG.log(System.Logger.Level.DEBUG, e.getMessage(), e);
        }
    }

    OpenFile reading(Path file) throws IOException {
        FileStamp stamp = FileStamp.of(file);
        if (stamp.directory()) {
            throw new CreationFailedException(name, name + ": " + FileFailures.aDirectory(file), null);
        }
        return new OpenFile(file, FileChannel.open(file, StandardOpenOption.READ), stamp);
    }
}
