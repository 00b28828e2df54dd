package dev.steward.process;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Reads the output of a child on a thread of its own, one answer ahead at most: so a holder can stop waiting at its
 * deadline, which reading by itself could not, and a child that writes without being asked is held up by its pipe.
 */
final class Answers implements Runnable {
    private final InputStream output;
    private final Framing framing;
    private final int most;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private byte @Nullable [] answer;
    private @Nullable IOException failure;
    private boolean ended;

    Answers(InputStream output, Framing framing, int most) {
        this.output = output;
        this.framing = framing;
        this.most = most;
    }

    @Override
    public void run() {
        try (DataInputStream data = new DataInputStream(new BufferedInputStream(output))) {
            for (byte[] next = framing.read(data, most); next != null; next = framing.read(data, most)) {
                put(next);
            }
            end(null);
        } catch (IOException e) {
            end(e);
        } catch (InterruptedException e) {
            end(null);
        }
    }

    private void put(byte[] next) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (answer != null && !ended) {
                changed.await();
            }
            answer = next;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Nothing is read any more; what was read can still be taken. */
    void end(@Nullable IOException why) {
        lock.lock();
        try {
            ended = true;
            failure = failure == null ? why : failure;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Whether there is one that nobody has asked for. */
    boolean isWaiting() {
        lock.lock();
        try {
            return answer != null;
        } finally {
            lock.unlock();
        }
    }

    boolean hasEnded() {
        lock.lock();
        try {
            return ended;
        } finally {
            lock.unlock();
        }
    }

    @Nullable
    IOException failure() {
        lock.lock();
        try {
            return failure;
        } finally {
            lock.unlock();
        }
    }

    /** The next one; null at the deadline, and when the output has ended. */
    byte @Nullable [] take(long nanos) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            for (long left = nanos; answer == null && !ended && left > 0; ) {
                left = changed.awaitNanos(left);
            }
            byte[] taken = answer;
            answer = null;
            changed.signalAll();
            return taken;
        } finally {
            lock.unlock();
        }
    }

    static long until(long deadline) {
        return Math.max(0, deadline - System.nanoTime());
    }

    static long deadline(long nanos) {
        return System.nanoTime() + Math.min(nanos, TimeUnit.DAYS.toNanos(365));
    }
}
