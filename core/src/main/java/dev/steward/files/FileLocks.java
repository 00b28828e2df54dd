package dev.steward.files;

import dev.steward.resource.AcquireInterruptedException;
import dev.steward.resource.ResourceClosedException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Waits for the lock of a file. It asks again and again: the system can wait for another process, but neither with a
 * deadline nor for another thread of this one. Stateless.
 */
final class FileLocks {
    private static final long FIRST_PAUSE_NANOS = TimeUnit.MICROSECONDS.toNanos(200);
    private static final long LONGEST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private FileLocks() {}

    /** The lock, or null when the time is over. */
    static @Nullable FileLock await(String pool, FileChannel channel, Path file, long nanos, BooleanSupplier closed)
            throws IOException {
        long start = System.nanoTime();
        long pause = FIRST_PAUSE_NANOS;
        while (true) {
            FileLock lock = attempt(channel);
            long left = nanos - (System.nanoTime() - start);
            if (lock != null || left <= 0) {
                return lock;
            }
            LockSupport.parkNanos(Math.min(left, pause));
            pause = Math.min(2 * pause, LONGEST_PAUSE_NANOS);
            if (Thread.currentThread().isInterrupted()) {
                throw new AcquireInterruptedException(
                        pool, pool + ": interrupted while waiting for the lock of " + file, null);
            }
            if (closed.getAsBoolean()) {
                throw new ResourceClosedException(pool, pool + " was closed while the caller waited", null);
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
}
