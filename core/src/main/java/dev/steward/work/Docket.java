package dev.steward.work;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.steward.resource.Durations;
import dev.steward.resource.ResourceClosedException;
import dev.steward.resource.ResourceException;
import dev.steward.resource.SaturatedException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The items of a {@link WorkQueue} and what becomes of them: QUEUED, RUNNING, perhaps RETRYING and QUEUED again, and at last
 * DONE, FAILED or CANCELLED. Neither the handler nor the store is called under its lock. Threadsafe.
 *
 * <h2>Why each item is worked on by one, and has one outcome</h2>
 * Whoever begins an item takes it out of {@code ready} under the lock, and only he who worked on it, or who has put it in,
 * puts it back. What becomes of it is decided under the lock as well, once: by who worked on it when that has ended, or by
 * who cancels it while nobody does. From then on it is <em>settled</em>, and in none of the lists; only the one who has
 * decided notes the outcome, which is outside the lock, as it may take long. So a cancel that comes while it is being noted
 * finds nothing left to cancel. A cancel that comes after the item was begun and before its handler was called is seen by
 * the thread that is about to call it, which asks under the lock; one that comes later finds that thread and interrupts it.
 * Cases: {@code CancelAgainstCompletion}, {@code CancelAgainstBegin}, {@code TwoTakersOfOneItem}, {@code
 * QueueCloseAgainstSubmit}.
 */
final class Docket<P, R> {
    private static final System.Logger LOG = System.getLogger(WorkQueue.class.getName());

    private final WorkQueueOptions<P, R> options;
    private final Workers workers;
    private final @Nullable Durable<P, R> durable;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition finished = lock.newCondition();

    /** Submitted and not finished. */
    @GuardedBy("lock")
    private final Map<Long, Entry<P, R>> entries = new HashMap<>();

    @GuardedBy("lock")
    private final PriorityQueue<Entry<P, R>> ready = new PriorityQueue<>();

    @GuardedBy("lock")
    private final Retries<P, R> retrying;

    @GuardedBy("lock")
    private final Completed<R> completed;

    @GuardedBy("lock")
    private long lastId;

    @GuardedBy("lock")
    private int running;

    /** Settled, and not yet noted. */
    @GuardedBy("lock")
    private int noting;

    /** Submissions that are being written to the store. */
    @GuardedBy("lock")
    private int entering;

    @GuardedBy("lock")
    private boolean paused;

    @GuardedBy("lock")
    private boolean closed;

    @GuardedBy("lock")
    private long submitted;

    @GuardedBy("lock")
    private long done;

    @GuardedBy("lock")
    private long failed;

    @GuardedBy("lock")
    private long cancelled;

    @GuardedBy("lock")
    private long retried;

    Docket(WorkQueueOptions<P, R> options, Workers workers) {
        this.options = options;
        this.workers = workers;
        retrying = new Retries<>(workers, this::lookAtRetries);
        durable = options.durable();
        completed = new Completed<>(options.maxCompleted(), options.cleanupInterval());
    }

    private String name() {
        return options.name();
    }

    /** Takes over what the store has from before. */
    void recover() {
        if (durable == null) {
            return;
        }
        WorkStore store = durable.store();
        lock.lock();
        try {
            lastId = store.lastId();
            for (WorkStore.Finished one : store.finished(options.maxCompleted())) {
                completed.add(durable.outcome(one));
            }
            for (WorkStore.Open open : store.open()) {
                Entry<P, R> entry = durable.entry(open);
                entries.put(open.id(), entry);
                ready.add(entry);
            }
        } finally {
            lock.unlock();
        }
        dispatch();
    }

    long submit(P payload, Priority priority) {
        Entry<P, R> entry = begin(payload, priority);
        boolean stored = false;
        try {
            if (durable != null) {
                durable.add(entry);
            }
            stored = true;
        } finally {
            enter(entry, stored);
        }
        dispatch();
        return entry.id;
    }

    private Entry<P, R> begin(P payload, Priority priority) {
        lock.lock();
        try {
            if (closed) {
                throw refusal();
            }
            if (entries.size() + entering >= options.capacity()) {
                throw new SaturatedException(
                        name(),
                        name() + ": " + options.capacity()
                                + " items wait or are being worked on, which is all it takes ("
                                + running + " running on " + options.threads() + " threads"
                                + (paused ? ", paused" : "")
                                + "); next: submit more slowly, or raise threads or capacity",
                        null);
            }
            entering++;
            return new Entry<>(++lastId, payload, priority);
        } finally {
            lock.unlock();
        }
    }

    private ResourceClosedException refusal() {
        return new ResourceClosedException(name(), name() + " is closed and takes no more work", null);
    }

    private void enter(Entry<P, R> entry, boolean stored) {
        lock.lock();
        try {
            entering--;
            if (stored) {
                if (closed && durable == null) {
                    // Closed since it began, and nobody would work on it any more. What is in a store, the next queue
                    // does.
                    throw refusal();
                }
                submitted++;
                entries.put(entry.id, entry);
                ready.add(entry);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Begins what may be begun. What the workers refuse stays where it is, and is begun with what comes next. */
    private void dispatch() {
        lock.lock();
        try {
            long now = System.nanoTime();
            retrying.moveDueTo(ready, now);
            while (!closed && !paused && running < options.threads() && !ready.isEmpty()) {
                begin(ready.remove());
            }
            if (!closed) {
                retrying.appoint(now);
            }
        } catch (ResourceException refused) {
            LOG.log(System.Logger.Level.WARNING, name() + ": items wait because no thread can be had", refused);
        } finally {
            lock.unlock();
        }
    }

    private void lookAtRetries() {
        lock.lock();
        try {
            retrying.kept();
        } finally {
            lock.unlock();
        }
        dispatch();
    }

    @GuardedBy("lock")
    private void begin(Entry<P, R> entry) {
        boolean begun = false;
        try {
            entry.state = WorkItem.State.RUNNING;
            entry.running = workers.submit(() -> work(entry));
            begun = true;
            running++;
        } finally {
            if (!begun) {
                entry.state = WorkItem.State.QUEUED;
                ready.add(entry);
            }
        }
    }

    private void work(Entry<P, R> entry) {
        R result = null;
        Throwable failure = null;
        int attempts = attemptAt(entry);
        if (attempts > 0) {
            try {
                result = options.handler().work(entry.payload, (share, note) -> {
                    entry.progress = Math.max(0, Math.min(1, share));
                    entry.note = note;
                });
            } catch (Throwable thrown) {
                failure = thrown;
            }
        }
        // An interrupt was meant for the handler; the store must not fail by it.
        boolean interrupted = Thread.interrupted();
        boolean again = options.attempts().allowAnother(attempts, failure);
        try {
            settle(entry, result, failure, again, interrupted);
        } finally {
            dispatch();
        }
    }

    /** The number of the attempt; 0 if it was cancelled since it was begun, when there was nobody to be interrupted. */
    private int attemptAt(Entry<P, R> entry) {
        lock.lock();
        try {
            return entry.cancelled ? 0 : ++entry.attempts;
        } finally {
            lock.unlock();
        }
    }

    private void settle(
            Entry<P, R> entry, @Nullable R result, @Nullable Throwable failure, boolean again, boolean interrupted) {
        WorkItem.State state;
        lock.lock();
        try {
            running--;
            entry.running = null;
            entry.failure = failure == null ? "" : failure.toString();
            boolean shuttingDown = closed && !entry.cancelled && result == null && (interrupted || failure != null);
            if (shuttingDown) {
                // It was interrupted by the close; with a store, it is worked on after the restart.
                entry.state = WorkItem.State.QUEUED;
                finished.signalAll();
                return;
            }
            if (again && !entry.cancelled) {
                retrying.add(entry, options.attempts().pauseNanos(entry.attempts));
                retried++;
                return;
            }
            settle(entry);
            state = result != null
                    ? WorkItem.State.DONE
                    : entry.cancelled ? WorkItem.State.CANCELLED : WorkItem.State.FAILED;
            if (failure == null && result == null && !entry.cancelled) {
                entry.failure = "the handler returned null instead of a result";
            }
        } finally {
            lock.unlock();
        }
        if (failure instanceof Error) {
            LOG.log(
                    System.Logger.Level.ERROR,
                    name() + ": the handler failed with an error on item " + entry.id + ", which is not tried again",
                    failure);
        }
        finish(entry, state, result);
    }

    /** First in the store, then for everybody to see: what was seen as finished is never worked on again. */
    private void finish(Entry<P, R> entry, WorkItem.State state, @Nullable R result) {
        Collection<Long> toForget = List.of();
        try {
            if (durable != null) {
                durable.finish(entry.id, state, result, entry.failure);
            }
        } catch (RuntimeException | Error unnoted) {
            LOG.log(
                    System.Logger.Level.ERROR,
                    name() + ": the outcome of item " + entry.id + " could not be stored; it is worked on again after a"
                            + " restart",
                    unnoted);
        }
        lock.lock();
        try {
            noting--;
            entries.remove(entry.id);
            switch (state) {
                case DONE -> done++;
                case FAILED -> failed++;
                default -> cancelled++;
            }
            toForget = completed.add(new WorkItem<>(
                    entry.id,
                    state,
                    entry.attempts,
                    state == WorkItem.State.DONE ? 1.0 : entry.progress,
                    entry.note,
                    Optional.ofNullable(result),
                    entry.failure.isEmpty() ? Optional.empty() : Optional.of(entry.failure)));
            finished.signalAll();
        } finally {
            lock.unlock();
        }
        if (durable != null) {
            forget(durable, toForget);
        }
    }

    private void forget(Durable<P, R> store, Collection<Long> ids) {
        try {
            store.forget(ids);
        } catch (RuntimeException failure) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    name() + ": the store could not forget " + ids.size() + " old outcomes, and is asked again later",
                    failure);
            lock.lock();
            try {
                completed.keepForLater(ids);
            } finally {
                lock.unlock();
            }
        }
    }

    Optional<WorkItem<R>> item(long id) {
        lock.lock();
        try {
            Entry<P, R> entry = entries.get(id);
            return entry != null ? Optional.of(entry.look()) : Optional.ofNullable(completed.get(id));
        } finally {
            lock.unlock();
        }
    }

    Optional<WorkItem<R>> await(long id, Duration timeout) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = Durations.toNanos(timeout);
            while (entries.containsKey(id) && left > 0) {
                left = finished.awaitNanos(left);
            }
            return item(id);
        } finally {
            lock.unlock();
        }
    }

    boolean cancel(long id) {
        Entry<P, R> entry;
        lock.lock();
        try {
            entry = entries.get(id);
            if (entry == null || entry.cancelled || entry.settled) {
                return false;
            }
            entry.cancelled = true;
            if (entry.running != null) {
                // The future stays as it is: cancelled, it would not tell when the handler has ended.
                workers.interrupt(entry.running);
                return true;
            }
            settle(entry);
            ready.remove(entry);
            retrying.remove(entry);
        } finally {
            lock.unlock();
        }
        finish(entry, WorkItem.State.CANCELLED, null);
        return true;
    }

    @GuardedBy("lock")
    private void settle(Entry<P, R> entry) {
        entry.settled = true;
        noting++;
    }

    /** Items that nobody works on and that have no outcome yet. */
    @GuardedBy("lock")
    private int waiting() {
        return entries.size() - running - noting;
    }

    void setPaused(boolean pause) {
        lock.lock();
        try {
            paused = pause;
        } finally {
            lock.unlock();
        }
        dispatch();
    }

    WorkQueueStatistics statistics() {
        lock.lock();
        try {
            return new WorkQueueStatistics(
                    waiting(),
                    running,
                    completed.size(),
                    submitted,
                    done,
                    failed,
                    cancelled,
                    retried,
                    completed.forgotten(),
                    paused);
        } finally {
            lock.unlock();
        }
    }

    boolean isClosed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    /** Takes and begins nothing any more, and returns how many items nobody will work on. */
    int refuseNew() {
        lock.lock();
        try {
            int lost = closed || durable != null ? 0 : waiting();
            closed = true;
            return lost;
        } finally {
            lock.unlock();
        }
    }
}
