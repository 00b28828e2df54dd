package dev.steward;

import dev.steward.resource.CloseReport;
import dev.steward.resource.Durations;
import dev.steward.resource.Managed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Closes things one after the other, and waits for each as long as it may take and no longer. Nobody knows what the close
 * of a thing that a program wrote itself waits for, so it runs on a thread of its own: one that hangs, or fails, is named
 * with the place where it stands, interrupted and left, and what comes after it is closed all the same. When the time for
 * all of them is over, the rest is closed without waiting for leases. Confined to one thread.
 */
final class OrderlyClose {
    /** What a thing may take beyond its deadline, to destroy what did not come back, before it is said to hang. */
    static final Duration GRACE = Duration.ofSeconds(5);

    /** How long each is waited for in any case, also when the time for all is over. */
    static final Duration LEAST = Duration.ofMillis(500);

    private static final long LONGEST_NANOS = Long.MAX_VALUE / 2;

    private static final System.Logger LOG = System.getLogger(Steward.class.getName());

    private final Duration eachWithin;
    private final long endsNanos;
    private final List<CloseReport> reports = new ArrayList<>();
    private boolean interrupted;

    /** The time for all of them begins to run. */
    OrderlyClose(Duration eachWithin, Duration allWithin) {
        this.eachWithin = eachWithin;
        this.endsNanos = System.nanoTime() + Durations.toNanos(allWithin);
    }

    /** Closes them in this order. An interrupt is a request to hurry, and stands again afterwards. */
    List<CloseReport> close(List<Managed> things) {
        interrupted = Thread.interrupted();
        things.forEach(thing -> reports.add(close(thing)));
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return List.copyOf(reports);
    }

    private CloseReport close(Managed thing) {
        long began = System.nanoTime();
        long left = interrupted ? 0 : Math.max(0, endsNanos - began);
        long deadline = Math.min(Math.min(Durations.toNanos(eachWithin), left), LONGEST_NANOS);
        long patience = deadline + Math.max(LEAST.toNanos(), Math.min(GRACE.toNanos(), left - deadline));
        CompletableFuture<CloseReport> closing = new CompletableFuture<>();
        Runnable close = () -> {
            try {
                closing.complete(thing.close(Duration.ofNanos(deadline)));
            } catch (Throwable failed) {
                closing.completeExceptionally(failed);
            }
        };
        Thread thread = new Thread(close, "steward-close-" + thing.name());
        thread.setDaemon(true);
        try {
            thread.start();
        } catch (OutOfMemoryError noThread) {
            // Threads may be what is short. Then it has to be done here.
            close.run();
        }
        return report(thing, thread, closing, began, began + patience);
    }

    private CloseReport report(
            Managed thing, Thread thread, CompletableFuture<CloseReport> closing, long began, long until) {
        while (true) {
            try {
                return closing.get(until - System.nanoTime(), TimeUnit.NANOSECONDS);
            } catch (InterruptedException hurry) {
                // What closes it knows best how to hurry.
                interrupted = true;
                thread.interrupt();
            } catch (ExecutionException failed) {
                return failed(thing, began, failed.getCause() == null ? failed : failed.getCause());
            } catch (TimeoutException late) {
                return left(thing, thread, closing, began);
            }
        }
    }

    private CloseReport failed(Managed thing, long began, Throwable failure) {
        LOG.log(System.Logger.Level.WARNING, "closing " + thing.name() + " failed; the others are closed", failure);
        return new CloseReport(thing.name(), since(began), List.of(), List.of(failure));
    }

    private CloseReport left(Managed thing, Thread thread, CompletableFuture<CloseReport> closing, long began) {
        StackTraceElement[] stack = thread.getStackTrace();
        Duration took = since(began);
        IllegalStateException hangs = new IllegalStateException("closing " + thing.name() + " has not returned within "
                + Durations.format(took) + "; it was interrupted and left, and the others are closed"
                + (stack.length == 0 ? "" : "; it stood at " + stack[0])
                + "; next: give what its close waits for a timeout");
        // Where it hangs is what the reader wants to know, not where that was noticed.
        hangs.setStackTrace(stack);
        LOG.log(System.Logger.Level.WARNING, "thread " + thread.getName() + " hangs", hangs);
        CompletableFuture<CloseReport> unused = closing.whenComplete((report, failure) -> LOG.log(
                System.Logger.Level.INFO,
                "closing " + thing.name() + " has ended after all, after " + Durations.format(since(began))
                        + (failure == null ? "" : ", with " + failure)));
        thread.interrupt();
        return new CloseReport(thing.name(), took, List.of(), List.of(hangs));
    }

    private static Duration since(long began) {
        return Duration.ofNanos(System.nanoTime() - began);
    }
}
