package dev.steward.govern;

import dev.steward.platform.Threads;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Calls what belongs to others: what a managed thing gives back, how it is held back, what work spills. Nobody knows how long
 * that takes, so it runs on a thread of its own, and whoever asked waits for a while and no longer. What is late goes on,
 * and until it has ended the same thing is asked for nothing else: so one that hangs costs one thread, one wait and one
 * line in the log, and keeps nobody from the others. Threadsafe.
 */
final class Hooks implements AutoCloseable {
    private static final long IDLE_SECONDS = 1;
    private static final System.Logger LOG = System.getLogger(Hooks.class.getName());

    private final Map<Object, Call> underWay = new ConcurrentHashMap<>();
    private final ThreadPoolExecutor threads = new ThreadPoolExecutor(
            0,
            Integer.MAX_VALUE,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            Threads.daemons("steward-governor-hook"));

    /**
     * Asks for something.
     *
     * @param whom what is asked, for one thing at a time
     * @param name its name, for messages
     * @param hook what is called
     * @param patience how long to wait for it
     * @param late told what came of it if it ended later than that, on its own thread
     * @return what came of it, 0 when it failed; empty when it has not ended in time, or not since it was asked before
     */
    OptionalLong ask(Object whom, String name, LongSupplier hook, Duration patience, LongConsumer late) {
        long deadline = System.nanoTime() + patience.toNanos();
        Call call = new Call(whom, name, hook, late);
        for (Call before = underWay.putIfAbsent(whom, call);
                before != null;
                before = underWay.putIfAbsent(whom, call)) {
            if (before.isLate() || !before.awaitEnd(deadline)) {
                return OptionalLong.empty();
            }
        }
        try {
            threads.execute(call);
        } catch (RejectedExecutionException closed) {
            underWay.remove(whom, call);
            return OptionalLong.empty();
        } catch (OutOfMemoryError noThread) {
            // Threads may be what is short. Then it has to be done here.
            call.run();
        }
        return call.result(deadline, patience);
    }

    /** Tells something; whether it was done in time. */
    boolean tell(Object whom, String name, Runnable hook, Duration patience) {
        return ask(
                        whom,
                        name,
                        () -> {
                            hook.run();
                            return 0;
                        },
                        patience,
                        nothing -> {})
                .isPresent();
    }

    /** Interrupts what hangs, and says what that was. */
    @Override
    public void close() {
        threads.shutdownNow();
        underWay.values().stream()
                .filter(Call::isLate)
                .forEach(call -> LOG.log(
                        System.Logger.Level.WARNING,
                        call.name + " has not returned from what the governor asked of it; it was interrupted"));
    }

    private final class Call implements Runnable {
        final String name;
        private final Object whom;
        private final LongSupplier hook;
        private final LongConsumer late;
        private final CountDownLatch ended = new CountDownLatch(1);

        /** Set once: by the end of the call, or by whoever has waited for it long enough. */
        private final AtomicBoolean decided = new AtomicBoolean();

        private final long startNanos = System.nanoTime();
        private volatile boolean isLate;
        private volatile OptionalLong result = OptionalLong.empty();
        private volatile @Nullable Thread thread;

        Call(Object whom, String name, LongSupplier hook, LongConsumer late) {
            this.whom = whom;
            this.name = name;
            this.hook = hook;
            this.late = late;
        }

        @Override
        public void run() {
            thread = Thread.currentThread();
            try {
                result = OptionalLong.of(hook.getAsLong());
            } catch (RuntimeException | LinkageError | StackOverflowError failed) {
                result = OptionalLong.of(0);
                LOG.log(
                        System.Logger.Level.WARNING,
                        "the governor asked " + name + " to yield, and it failed; the others are asked",
                        failed);
            } finally {
                thread = null;
                underWay.remove(whom, this);
                boolean inTime = decided.compareAndSet(false, true);
                ended.countDown();
                if (!inTime) {
                    tellLate();
                }
            }
        }

        private void tellLate() {
            LOG.log(
                    System.Logger.Level.INFO,
                    name + " has returned from what the governor asked of it, after " + millisSinceStart() + " ms");
            result.ifPresent(late);
        }

        boolean isLate() {
            return isLate;
        }

        OptionalLong result(long deadline, Duration patience) {
            if (!awaitEnd(deadline) && decided.compareAndSet(false, true)) {
                isLate = true;
                if (!Thread.currentThread().isInterrupted()) {
                    tellThatItHangs(patience);
                }
                return OptionalLong.empty();
            }
            return result;
        }

        private void tellThatItHangs(Duration patience) {
            Thread running = thread;
            StackTraceElement[] stack = running == null ? new StackTraceElement[0] : running.getStackTrace();
            LOG.log(
                    System.Logger.Level.WARNING,
                    "the governor asked " + name + " to yield, and it has not returned within " + patience.toMillis()
                            + " ms; the others are asked, and this one not again until it returns"
                            + (stack.length == 0 ? "" : "; now at " + stack[0]));
        }

        /** Whether it ended before the deadline. One who is interrupted waits no longer. */
        boolean awaitEnd(long deadline) {
            try {
                return ended.await(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
                return false;
            }
        }

        private long millisSinceStart() {
            return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNanos);
        }
    }
}
