package dev.steward.work;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.steward.resource.Durations;
import dev.steward.resource.ResourceClosedException;
import dev.steward.resource.ResourceException;
import dev.steward.resource.SaturatedException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The items of a {@link WorkQueue} and what becomes of them: QUEUED, RUNNING, perhaps RETRYING and QUEUED again, and at last
 * DONE, FAILED or CANCELLED. Neither the handler nor the store is called under its lock. Threadsafe.
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
    private final PriorityQueue<Entry<P, R>> retrying =
            new PriorityQueue<>(Comparator.comparingLong(entry -> entry.notBeforeNanos));

    @GuardedBy("lock")
    private final Completed<R> completed;

    @GuardedBy("lock")
    private @Nullable ScheduledFuture<?> wakeUp;

    @GuardedBy("lock")
    private long lastId;

    @GuardedBy("lock")
    private int running;

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
                completed.add(outcome(durable, one));
            }
            for (WorkStore.Open open : store.open()) {
                Entry<P, R> entry =
                        new Entry<>(open.id(), durable.payloads().decode().apply(open.payload()), open.priority());
                entries.put(open.id(), entry);
                ready.add(entry);
            }
        } finally {
            lock.unlock();
        }
        dispatch();
    }

    private static <R> WorkItem<R> outcome(Durable<?, R> durable, WorkStore.Finished one) {
        boolean good = one.state() == WorkItem.State.DONE;
        Optional<R> result = good ? Optional.of(durable.results().decode().apply(one.result())) : Optional.empty();
        Optional<String> failure = one.state() == WorkItem.State.FAILED
                ? Optional.of(new String(one.result(), StandardCharsets.UTF_8))
                : Optional.empty();
        return new WorkItem<>(one.id(), one.state(), 0, good ? 1.0 : 0.0, "", result, failure);
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
                throw new ResourceClosedException(name(), name() + " is closed and takes no more work", null);
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

    private void enter(Entry<P, R> entry, boolean stored) {
        lock.lock();
        try {
            entering--;
            if (stored) {
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
            while (!retrying.isEmpty() && retrying.element().notBeforeNanos - now <= 0) {
                ready.add(retrying.remove());
            }
            while (!closed && !paused && running < options.threads() && !ready.isEmpty()) {
                begin(ready.remove());
            }
            if (!closed && !retrying.isEmpty() && wakeUp == null) {
                Duration delay = Duration.ofNanos(Math.max(0, retrying.element().notBeforeNanos - now));
                wakeUp = workers.schedule(this::wakeUp, delay);
            }
        } catch (ResourceException refused) {
            LOG.log(System.Logger.Level.WARNING, name() + ": items wait because no thread can be had", refused);
        } finally {
            lock.unlock();
        }
    }

    private boolean wakeUp() {
        lock.lock();
        try {
            wakeUp = null;
        } finally {
            lock.unlock();
        }
        dispatch();
        return true;
    }

    @GuardedBy("lock")
    private void begin(Entry<P, R> entry) {
        boolean begun = false;
        try {
            entry.state = WorkItem.State.RUNNING;
            entry.running = workers.submit(() -> work(entry));
            begun = true;
            running++;
            entry.attempts++;
        } finally {
            if (!begun) {
                entry.state = WorkItem.State.QUEUED;
                ready.add(entry);
            }
        }
    }

    private void work(Entry<P, R> entry) {
        R result = null;
        Exception failure = null;
        try {
            result = options.handler().work(entry.payload, (share, note) -> {
                entry.progress = Math.max(0, Math.min(1, share));
                entry.note = note;
            });
        } catch (Exception thrown) {
            failure = thrown;
        }
        // An interrupt was meant for the handler; the store must not fail by it.
        boolean interrupted = Thread.interrupted();
        settle(entry, result, failure, interrupted);
        dispatch();
    }

    private void settle(Entry<P, R> entry, @Nullable R result, @Nullable Exception failure, boolean interrupted) {
        WorkItem.State state;
        lock.lock();
        try {
            running--;
            entry.running = null;
            entry.failure = failure == null ? "" : failure.toString();
            boolean shuttingDown = closed && !entry.cancelled && (interrupted || failure != null);
            if (shuttingDown) {
                // It was interrupted by the close; with a store, it is worked on after the restart.
                entry.state = WorkItem.State.QUEUED;
                finished.signalAll();
                return;
            }
            if (failure != null && !entry.cancelled && mayRetry(entry, failure)) {
                entry.state = WorkItem.State.RETRYING;
                entry.notBeforeNanos = System.nanoTime() + backoffNanos(entry.attempts);
                retrying.add(entry);
                retried++;
                return;
            }
            state = result != null
                    ? WorkItem.State.DONE
                    : entry.cancelled ? WorkItem.State.CANCELLED : WorkItem.State.FAILED;
            if (failure == null && result == null && !entry.cancelled) {
                entry.failure = "the handler returned null instead of a result";
            }
        } finally {
            lock.unlock();
        }
        finish(entry, state, result);
    }

    private boolean mayRetry(Entry<P, R> entry, Exception failure) {
        return entry.attempts < options.attempts() && options.retryable().test(failure);
    }

    /** Doubled with each attempt, and spread by a quarter so that what failed together does not come back together. */
    private long backoffNanos(int attempts) {
        double longest = (double) Durations.toNanos(options.longestBackoff());
        double pause = Durations.toNanos(options.firstBackoff()) * Math.pow(2, Math.min(40, attempts - 1));
        double spread = 0.75 + 0.5 * ThreadLocalRandom.current().nextDouble();
        return (long) Math.min(longest, pause * spread);
    }

    /** First in the store, then for everybody to see: what was seen as finished is never worked on again. */
    private void finish(Entry<P, R> entry, WorkItem.State state, @Nullable R result) {
        Collection<Long> toForget = List.of();
        try {
            if (durable != null) {
                durable.finish(entry.id, state, result, entry.failure);
            }
        } catch (RuntimeException unnoted) {
            LOG.log(
                    System.Logger.Level.ERROR,
                    name() + ": the outcome of item " + entry.id + " could not be stored; it is worked on again after a"
                            + " restart",
                    unnoted);
        }
        lock.lock();
        try {
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
            durable.forget(toForget);
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
            if (entry == null || entry.cancelled) {
                return false;
            }
            entry.cancelled = true;
            if (entry.running != null) {
                // The future stays as it is: cancelled, it would not tell when the handler has ended.
                workers.interrupt(entry.running);
                return true;
            }
            ready.remove(entry);
            retrying.remove(entry);
        } finally {
            lock.unlock();
        }
        finish(entry, WorkItem.State.CANCELLED, null);
        return true;
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
                    entries.size() - running,
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
            int lost = closed || durable != null ? 0 : entries.size() - running;
            closed = true;
            return lost;
        } finally {
            lock.unlock();
        }
    }
}
