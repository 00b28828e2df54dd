package dev.steward.work;

import dev.steward.resource.Budget;
import dev.steward.resource.Census;
import dev.steward.resource.CloseReport;
import dev.steward.resource.ForwardingManaged;
import dev.steward.resource.ResourceClosedException;
import dev.steward.resource.SaturatedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Work that is submitted now, done some time, and asked for later by its number:
 *
 * <pre>{@code
 * WorkQueue<String, String> thumbnails = WorkQueue.builder("thumbnails", (path, progress) -> shrink(path)).build();
 * long id = thumbnails.submit("a.jpg");
 * Optional<WorkItem<String>> item = thumbnails.await(id, Duration.ofSeconds(5));
 * }</pre>
 *
 * <p>An item that fails is tried again after a pause that doubles each time. So many outcomes are kept, and the oldest go
 * first, so its memory does not grow with what it has done.
 *
 * <p>With a {@link WorkStore} the items outlive the process. An item whose submission has returned is never lost. One
 * whose outcome was noted is never worked on again; one that was being worked on when the process died is worked on once
 * more, so a handler must be able to bear that.
 *
 * <p>It has workers of its own, drawn from the THREADS budget. Threadsafe.
 *
 * @param <P> what is submitted
 * @param <R> what comes out
 */
public final class WorkQueue<P, R> extends ForwardingManaged {
    private final Workers workers;
    private final Docket<P, R> docket;

    private WorkQueue(WorkQueueOptions<P, R> options, Workers workers) {
        super(workers);
        this.workers = workers;
        docket = new Docket<>(options, workers);
    }

    static <P, R> WorkQueue<P, R> started(WorkQueueOptions<P, R> options, Budget budget) {
        Workers workers = Workers.ioBound(options.name())
                .threads(options.threads())
                .queue(options.threads())
                .whenFull(Policy.REJECT)
                .oneByOne()
                .buildWithin(budget);
        WorkQueue<P, R> queue = new WorkQueue<>(options, workers);
        boolean recovered = false;
        try {
            queue.docket.recover();
            recovered = true;
        } finally {
            if (!recovered) {
                workers.close(Duration.ZERO);
            }
        }
        Census.enterInPlaceOf(queue, workers);
        return queue;
    }

    /**
     * Begins the description of a queue.
     *
     * @param name its name, and that of its threads
     * @param handler what works on the items
     * @param <P> what is submitted
     * @param <R> what comes out
     * @return a builder with defaults for everything else
     */
    public static <P, R> WorkQueueBuilder<P, R> builder(String name, WorkHandler<? super P, ? extends R> handler) {
        return new WorkQueueBuilder<>(name, handler);
    }

    /**
     * Takes an item in. With a store, it is there when this returns.
     *
     * @param payload what to work on
     * @return its number
     * @throws SaturatedException if as many items wait as may
     * @throws ResourceClosedException if the queue is closed
     * @throws java.io.UncheckedIOException if the store fails; the item was not taken in then, or at worst is worked on
     *     after a restart
     */
    public long submit(P payload) {
        return submit(payload, Priority.NORMAL);
    }

    /**
     * Takes an item in that goes before or after others.
     *
     * @param payload what to work on
     * @param priority which of those that wait it goes before
     * @return its number
     * @throws SaturatedException if as many items wait as may
     * @throws ResourceClosedException if the queue is closed
     * @throws java.io.UncheckedIOException if the store fails
     */
    public long submit(P payload, Priority priority) {
        return docket.submit(payload, priority);
    }

    /**
     * How far an item is.
     *
     * @param id its number
     * @return the item; empty if there never was one, or its outcome is not kept any more
     */
    public Optional<WorkItem<R>> item(long id) {
        return docket.item(id);
    }

    /**
     * Waits until an item is finished.
     *
     * @param id its number
     * @param timeout how long to wait at most
     * @return the item as it is then, finished or not; empty if there is none of that number, or none any more
     * @throws InterruptedException if the caller is interrupted
     */
    public Optional<WorkItem<R>> await(long id, Duration timeout) throws InterruptedException {
        return docket.await(id, timeout);
    }

    /**
     * Cancels an item. One that is being worked on is interrupted, and is cancelled when its handler gives in; a handler
     * that comes to a result nevertheless has done it.
     *
     * @param id its number
     * @return whether there was something to cancel
     */
    public boolean cancel(long id) {
        return docket.cancel(id);
    }

    /** Begins no more items until {@link #resume()}. What is being worked on goes on. */
    public void pause() {
        docket.setPaused(true);
    }

    /** Ends a pause. */
    public void resume() {
        docket.setPaused(false);
    }

    /**
     * What it holds and has done.
     *
     * @return the figures, taken together
     */
    public WorkQueueStatistics statistics() {
        return docket.statistics();
    }

    @Override
    public boolean isClosed() {
        return docket.isClosed();
    }

    /**
     * Takes no more items and begins none; waits for those that are being worked on until the deadline, and interrupts
     * them then. Without a store, what was not begun is lost, and named as a failure in the report; with one, it is worked
     * on by the next queue. The store stays open.
     */
    @Override
    public CloseReport close(Duration deadline) {
        int lost = docket.refuseNew();
        CloseReport report = workers.close(deadline);
        if (lost == 0) {
            return report;
        }
        List<Throwable> failures = new ArrayList<>(report.failures());
        failures.add(new ResourceClosedException(
                name(),
                name() + ": " + lost + " items were not worked on; next: wait for them, or give it a store",
                null));
        return new CloseReport(report.name(), report.took(), report.stillHeld(), failures);
    }

    @Override
    public String toString() {
        return "work queue " + name() + ": " + statistics();
    }
}
