package dev.steward.cleanup;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * One action of a {@link CleanupRegistry}. It runs once: when its owner calls {@link #run()}, when its owner was collected,
 * or with all the others.
 *
 * <p>Whoever comes first of those who would begin it and who would take it off has it: one compare-and-set of {@code begun}.
 * All others are given the same {@code done}, which is completed once, with what came of it. Case: {@code
 * CleanupRunAgainstCancel}. Threadsafe.
 */
public final class Cleanup implements AutoCloseable {
    /** What is done; completes when it is done. */
    @FunctionalInterface
    interface Body {
        CompletionStage<?> begin() throws Exception;
    }

    private final CleanupRegistry registry;
    private final String name;
    private final Body body;
    private final Duration deadline;
    private final List<Cleanup> first = new CopyOnWriteArrayList<>();
    private final AtomicBoolean begun = new AtomicBoolean();
    private final CompletableFuture<Void> done = new CompletableFuture<>();

    Cleanup(CleanupRegistry registry, String name, Body body, Duration deadline) {
        this.registry = registry;
        this.name = name;
        this.body = body;
        this.deadline = deadline;
    }

    /**
     * Its name.
     *
     * @return as it was registered
     */
    public String name() {
        return name;
    }

    /**
     * Has this run after others when all are run together, whether those succeed or not.
     *
     * @param others what has to have ended before
     * @return this
     * @throws IllegalArgumentException if one of them is to run after this one
     */
    public Cleanup after(Cleanup... others) {
        // One at a time: two that name each other at once would both see no circle.
        synchronized (registry) {
            for (Cleanup other : others) {
                if (other.comesAfter(this)) {
                    throw new IllegalArgumentException(
                            "cleanup " + name + " cannot run after " + other.name + ", which runs after it");
                }
                first.add(other);
            }
        }
        return this;
    }

    private boolean comesAfter(Cleanup other) {
        return this == other || first.stream().anyMatch(each -> each.comesAfter(other));
    }

    List<Cleanup> first() {
        return first;
    }

    /**
     * Runs it in this thread, unless it has run, or runs, already.
     *
     * @throws java.util.concurrent.CompletionException with what the action failed with
     */
    public void run() {
        begin().join();
    }

    /** The same as {@link #run()}, so that an owner can keep it in a try statement. */
    @Override
    public void close() {
        run();
    }

    /**
     * Takes it off, because there is nothing to clean up any more.
     *
     * @return false if it has run, or runs, already
     */
    public boolean cancel() {
        if (!begun.compareAndSet(false, true)) {
            return false;
        }
        registry.cancelled(this);
        done.complete(null);
        return true;
    }

    /**
     * Begins unless somebody else has; the result is the same for all. What has not finished at its deadline is late; it is
     * not stopped here, since nobody knows what stopping it half way would leave.
     */
    CompletableFuture<Void> begin() {
        if (begun.compareAndSet(false, true)) {
            long began = System.nanoTime();
            CompletableFuture<Object> running = new CompletableFuture<>();
            CompletableFuture<?> unused = running.orTimeout(deadline.toNanos(), TimeUnit.NANOSECONDS)
                    .whenComplete((any, failure) -> ended(failure, System.nanoTime() - began));
            try {
                CompletionStage<?> unusedToo = body.begin().whenComplete((any, failure) -> {
                    if (failure == null) {
                        running.complete(this);
                    } else {
                        running.completeExceptionally(failure);
                    }
                });
            } catch (Throwable thrown) {
                if (thrown instanceof InterruptedException) {
                    Thread.currentThread().interrupt();
                }
                running.completeExceptionally(thrown);
            }
        }
        return done;
    }

    CompletableFuture<Void> done() {
        return done;
    }

    private void ended(@Nullable Throwable failure, long nanos) {
        registry.ended(this, failure, nanos);
        if (failure == null) {
            done.complete(null);
        } else {
            done.completeExceptionally(failure);
        }
    }

    static boolean isLate(Throwable failure) {
        return failure instanceof TimeoutException;
    }

    Duration deadline() {
        return deadline;
    }
}
