package dev.steward.cleanup;

import dev.steward.platform.Threads;
import java.lang.ref.PhantomReference;
import java.lang.ref.ReferenceQueue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Actions that clean up behind something, and are run once: when their owner says so, when their owner was collected without
 * having said so, when the process ends, or all at once.
 *
 * <pre>{@code
 * this.cleanup = registry.register(this, "temp dir", () -> deleteAll(directory));   // must not refer to this
 * ...
 * public void close() { cleanup.run(); }
 * }</pre>
 *
 * <p>The owner is held weakly. An action that refers to its owner keeps it alive, and is then not run when that is
 * forgotten.
 *
 * <p>None falls between registering and closing: who registers enters the action and then asks whether this is closed, who
 * closes says so and then goes through what is entered. If both find each other, {@link Cleanup} decides between running
 * it and taking it off. Case: {@code CleanupRegisterAgainstClose}. Threadsafe.
 */
public final class CleanupRegistry implements AutoCloseable {
    /** How long an action may take, unless it was registered with a time of its own. */
    public static final Duration DEADLINE = Duration.ofSeconds(5);

    private static final System.Logger LOG = System.getLogger(CleanupRegistry.class.getName());

    private final ReferenceQueue<Object> collected = new ReferenceQueue<>();
    private final Set<Owner> owners = ConcurrentHashMap.newKeySet();
    private final Map<Cleanup, Owner> open = new ConcurrentHashMap<>();
    private final LongAdder registered = new LongAdder();
    private final LongAdder succeeded = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final LongAdder late = new LongAdder();
    private final LongAdder cancelled = new LongAdder();
    private final LongAdder nanos = new LongAdder();
    private final Thread reaper;
    private @Nullable Thread shutdownHook;
    private volatile boolean closed;

    private static final class Owner extends PhantomReference<Object> {
        final Cleanup cleanup;

        Owner(Object owner, ReferenceQueue<Object> collected, Cleanup cleanup) {
            super(owner, collected);
            this.cleanup = cleanup;
        }
    }

    /** What is to be done. */
    @FunctionalInterface
    public interface Action {
        /**
         * Does it.
         *
         * @throws Exception if it fails, which is counted and reported
         */
        void run() throws Exception;
    }

    /** An empty registry, which is closed by its owner. */
    public CleanupRegistry() {
        reaper = new Thread(this::reap, "steward-cleanup-reaper");
        reaper.setDaemon(true);
        reaper.start();
    }

    /**
     * Has everything run when the process ends, should this not have been closed by then.
     *
     * @return this
     */
    public synchronized CleanupRegistry atExit() {
        if (shutdownHook == null) {
            shutdownHook = new Thread(this::runAll, "steward-cleanup-exit");
            Runtime.getRuntime().addShutdownHook(shutdownHook);
        }
        return this;
    }

    /**
     * Registers an action.
     *
     * @param owner what it cleans up behind; held weakly
     * @param name its name, for reports; must not be blank
     * @param action what to do; must not refer to the owner
     * @return the registration
     * @throws IllegalArgumentException if the name is blank
     * @throws IllegalStateException if this is closed
     */
    public Cleanup register(Object owner, String name, Action action) {
        return register(owner, name, DEADLINE, () -> {
            action.run();
            return CompletableFuture.completedFuture(null);
        });
    }

    /**
     * Registers an action that goes on by itself once it was begun.
     *
     * @param owner what it cleans up behind; held weakly
     * @param name its name, for reports; must not be blank
     * @param deadline after what time it is late; more than zero
     * @param action begins it, and returns what completes when it is done; must not refer to the owner
     * @return the registration
     * @throws IllegalArgumentException if the name is blank or the deadline is not more than zero
     * @throws IllegalStateException if this is closed
     */
    public Cleanup registerAsync(
            Object owner, String name, Duration deadline, Supplier<? extends CompletionStage<?>> action) {
        return register(owner, name, deadline, action::get);
    }

    private Cleanup register(Object owner, String name, Duration deadline, Cleanup.Body body) {
        if (name.isBlank() || deadline.isNegative() || deadline.isZero()) {
            throw new IllegalArgumentException(
                    "a cleanup needs a name that is not blank and a deadline of more than zero, got \"" + name
                            + "\" and " + deadline);
        }
        Cleanup cleanup = new Cleanup(this, name, body, deadline);
        Owner reference = new Owner(owner, collected, cleanup);
        owners.add(reference);
        open.put(cleanup, reference);
        registered.increment();
        // Entered first, asked afterwards: either this sees the end, or who ends it sees the action.
        if (closed && cleanup.cancel()) {
            throw new IllegalStateException(
                    "cleanup " + name + " comes too late: the registry is closed, and would never run it");
        }
        return cleanup;
    }

    void ended(Cleanup cleanup, @Nullable Throwable failure, long took) {
        forget(cleanup);
        nanos.add(took);
        if (failure == null) {
            succeeded.increment();
            return;
        }
        (Cleanup.isLate(failure) ? late : failed).increment();
        LOG.log(
                System.Logger.Level.WARNING,
                Cleanup.isLate(failure)
                        ? "cleanup " + cleanup.name() + " has not finished within " + cleanup.deadline()
                        : "cleanup " + cleanup.name() + " failed",
                Cleanup.isLate(failure) ? null : failure);
    }

    void cancelled(Cleanup cleanup) {
        forget(cleanup);
        cancelled.increment();
    }

    private void forget(Cleanup cleanup) {
        Owner owner = open.remove(cleanup);
        if (owner != null) {
            owners.remove(owner);
            owner.clear();
        }
    }

    /**
     * Runs the actions of owners that nobody closed, one after the other, each until it has ended or is late. They are run
     * by a hand: one that sleeps for good takes that along, and neither the next nor the close waits for it.
     */
    private void reap() {
        ExecutorService hands = Executors.newCachedThreadPool(Threads.daemons("steward-cleanup-reaped"));
        while (!closed) {
            try {
                if (collected.remove() instanceof Owner owner) {
                    LOG.log(
                            System.Logger.Level.WARNING,
                            "what " + owner.cleanup.name() + " cleans up behind was forgotten without being closed");
                    hands.execute(() -> {
                        CompletableFuture<?> unused = owner.cleanup.begin();
                    });
                    Object unused =
                            owner.cleanup.done().handle((any, failure) -> owner).get();
                }
            } catch (InterruptedException closing) {
                LOG.log(System.Logger.Level.DEBUG, "the reaper of cleanups was told to look whether it is to end");
            } catch (ExecutionException impossible) {
                throw new IllegalStateException(impossible);
            }
        }
        hands.shutdownNow();
    }

    /**
     * Runs everything that has not run, side by side, each after what it is to come after. Returns when all have ended or
     * are late.
     *
     * @return what came of it
     */
    public CleanupReport runAll() {
        long began = System.nanoTime();
        List<Cleanup> all = new ArrayList<>(open.keySet());
        ExecutorService hands = Executors.newCachedThreadPool(Threads.daemons("steward-cleanup"));
        Map<Cleanup, CompletableFuture<Void>> futures = new LinkedHashMap<>();
        for (Cleanup cleanup : all) {
            CompletableFuture<?> unused = schedule(cleanup, futures, hands);
        }
        List<String> done = new ArrayList<>();
        Map<String, Throwable> failures = new LinkedHashMap<>();
        List<String> overdue = new ArrayList<>();
        futures.forEach((cleanup, future) -> {
            try {
                future.join();
                done.add(cleanup.name());
            } catch (CompletionException failure) {
                Throwable cause = failure.getCause() == null ? failure : failure.getCause();
                if (cause instanceof TimeoutException) {
                    overdue.add(cleanup.name());
                } else {
                    failures.put(cleanup.name(), cause);
                }
            }
        });
        // What is late may sleep for good; it is told to end, and is not waited for.
        hands.shutdownNow();
        return new CleanupReport(done, failures, overdue, Duration.ofNanos(System.nanoTime() - began));
    }

    /** A body that blocks does so on its own thread, so its deadline holds whatever it does. */
    private static CompletableFuture<Void> schedule(
            Cleanup cleanup, Map<Cleanup, CompletableFuture<Void>> futures, ExecutorService hands) {
        CompletableFuture<Void> known = futures.get(cleanup);
        if (known != null) {
            return known;
        }
        CompletableFuture<?>[] first = cleanup.first().stream()
                .map(other -> schedule(other, futures, hands))
                .toArray(CompletableFuture<?>[]::new);
        CompletableFuture<Void> future = CompletableFuture.allOf(first)
                .handle((any, whateverTheyFailedWith) -> cleanup)
                .thenCompose(due -> {
                    hands.execute(() -> {
                        CompletableFuture<?> unused = due.begin();
                    });
                    return due.done();
                });
        futures.put(cleanup, future);
        return future;
    }

    /**
     * What was done so far.
     *
     * @return the figures
     */
    public CleanupStatistics statistics() {
        return new CleanupStatistics(
                registered.sum(),
                succeeded.sum(),
                failed.sum(),
                late.sum(),
                cancelled.sum(),
                Duration.ofNanos(nanos.sum()));
    }

    /** Runs everything that has not run, and takes no more. */
    @Override
    public void close() {
        closed = true;
        synchronized (this) {
            Thread hook = shutdownHook;
            if (hook != null && Thread.currentThread() != hook) {
                try {
                    Runtime.getRuntime().removeShutdownHook(hook);
                } catch (IllegalStateException endOfTheProcess) {
                    LOG.log(System.Logger.Level.DEBUG, "closed while the process ends");
                }
            }
        }
        CleanupReport unused = runAll();
        reaper.interrupt();
        try {
            reaper.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
