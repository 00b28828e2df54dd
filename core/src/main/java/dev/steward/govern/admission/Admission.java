package dev.steward.govern.admission;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.steward.govern.Door;
import dev.steward.govern.Level;
import dev.steward.resource.AcquireInterruptedException;
import dev.steward.resource.Budget;
import dev.steward.resource.CloseOnce;
import dev.steward.resource.CloseReport;
import dev.steward.resource.Durations;
import dev.steward.resource.Holding;
import dev.steward.resource.Kind;
import dev.steward.resource.Managed;
import dev.steward.resource.ResourceClosedException;
import dev.steward.resource.Usage;
import dev.steward.resource.Waiting;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Guards one entry point of a service: it lets in as many requests at once as the service does best with, which it learns
 * from how long they take; a few more wait for a moment; the rest are refused at once, the least critical first, and told
 * when to come again. So a service that is asked for five times what it can do goes on doing what it can.
 *
 * <pre>{@code
 * try (Permit permit = api.enter(Criticality.CRITICAL)) {
 *     serve(request);
 * }
 * }</pre>
 *
 * <p>Use one admission for each class of operations: a limit learned from quick and slow ones together fits neither.
 * Threadsafe. Entering blocks for the patience at most.
 */
public final class Admission implements Managed, Door {
    /** What admissions let in. */
    public static final Kind REQUESTS = Kind.of("requests", "requests");

    /** Under critical pressure the limit shrinks to this share of what was learned. */
    private static final double THROTTLED_SHARE = 0.5;

    private static final Duration SHED_FOR = Duration.ofSeconds(1);

    private final String name;
    private final Budget budget;
    private final int longestQueue;
    private final @Nullable Duration patience;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition left = lock.newCondition();
    private final CloseOnce closing = new CloseOnce();
    private volatile Level level = Level.CALM;

    @GuardedBy("lock")
    private final AdaptiveLimit limit;

    @GuardedBy("lock")
    private final Queue queue = new Queue();

    @GuardedBy("lock")
    private final Set<Entrant> inside = new LinkedHashSet<>();

    @GuardedBy("lock")
    private long admitted;

    @GuardedBy("lock")
    private long returned;

    @GuardedBy("lock")
    private long rejected;

    @GuardedBy("lock")
    private long shed;

    @GuardedBy("lock")
    private long dropped;

    Admission(String name, Budget budget, AdaptiveLimit limit, int longestQueue, @Nullable Duration patience) {
        this.name = name;
        this.budget = budget;
        this.limit = limit;
        this.longestQueue = longestQueue;
        this.patience = patience;
    }

    /**
     * Begins the description of an admission.
     *
     * @param name its name
     * @return a builder with defaults for everything
     */
    public static AdmissionBuilder builder(String name) {
        return new AdmissionBuilder(name);
    }

    /**
     * Enters, waiting for a moment if need be.
     *
     * @param criticality what the request is worth
     * @return the permit, to be closed when the request has been served
     * @throws AdmissionRejectedException if it is not admitted; it says when to come again
     * @throws AcquireInterruptedException if the thread is interrupted while it waits
     * @throws ResourceClosedException if the admission is closed
     */
    public Permit enter(Criticality criticality) {
        Entrant entrant = new Entrant(criticality, System.nanoTime());
        long patienceNanos;
        lock.lock();
        try {
            patienceNanos = patienceNanos();
            arrive(entrant, patienceNanos);
        } finally {
            lock.unlock();
        }
        if (!entrant.isDecided()) {
            await(entrant, patienceNanos);
        }
        AdmissionRejectedException refusal = entrant.refusal;
        if (refusal != null) {
            throw refusal;
        }
        return new Permit(this, entrant);
    }

    @GuardedBy("lock")
    private long patienceNanos() {
        return patience == null ? limit.calmNanos() / 2 : Durations.toNanos(patience);
    }

    /** Lets in, queues or refuses. */
    @GuardedBy("lock")
    private void arrive(Entrant entrant, long patienceNanos) {
        if (closing.hasBegun()) {
            throw new ResourceClosedException(name, name + " is closed and admits nobody", null);
        }
        if (!entrant.criticality.isAdmittedAt(level)) {
            shed++;
            refuse(entrant, entrant.criticality + " requests are shed while pressure is " + level, SHED_FOR);
        } else if (inside.size() < mostInside() && queue.aheadOf(entrant.criticality) == 0) {
            letIn(entrant);
        } else {
            enqueue(entrant, patienceNanos);
        }
    }

    @GuardedBy("lock")
    private int mostInside() {
        return level.isAtLeast(Level.CRITICAL) ? Math.max(1, (int) (limit.limit() * THROTTLED_SHARE)) : limit.limit();
    }

    @GuardedBy("lock")
    private void letIn(Entrant entrant) {
        inside.add(entrant);
        admitted++;
        entrant.enter(System.nanoTime(), inside.size());
    }

    @GuardedBy("lock")
    private void enqueue(Entrant entrant, long patienceNanos) {
        long expectedNanos = expectedNanos(queue.aheadOf(entrant.criticality) + 1);
        if (expectedNanos > patienceNanos || patienceNanos == 0) {
            refuse(entrant, mostInside() + " requests are inside and " + queue.size() + " wait", retryAfter());
            return;
        }
        if (queue.size() >= longestQueue) {
            Entrant displaced = queue.displacedBy(entrant.criticality);
            if (displaced == null) {
                refuse(entrant, "the queue is full with " + longestQueue, retryAfter());
                return;
            }
            refuse(displaced, "a " + entrant.criticality + " request took its place in the queue", retryAfter());
        }
        queue.add(entrant);
    }

    /** How long until so many have been let in, at the rate at which requests leave (Little's law). */
    @GuardedBy("lock")
    private long expectedNanos(int count) {
        return limit.latencyNanos() * count / mostInside();
    }

    @GuardedBy("lock")
    private Duration retryAfter() {
        return Duration.ofNanos(Math.max(limit.latencyNanos(), expectedNanos(queue.size() + 1)));
    }

    @GuardedBy("lock")
    private void refuse(Entrant entrant, String reason, Duration retryAfter) {
        rejected++;
        entrant.refuse(new AdmissionRejectedException(name, reason, retryAfter));
    }

    /** Waits to be decided about, and when time is up decides itself. */
    private void await(Entrant entrant, long patienceNanos) {
        long deadline = entrant.arrivedNanos + patienceNanos;
        while (!entrant.isDecided()) {
            long now = System.nanoTime();
            if (now - deadline >= 0 || Thread.currentThread().isInterrupted()) {
                giveUp(entrant);
                return;
            }
            LockSupport.parkNanos(this, deadline - now);
        }
    }

    private void giveUp(Entrant entrant) {
        lock.lock();
        try {
            if (!queue.remove(entrant)) {
                // Decided in this very moment; if it was let in, it is inside, and an interrupt is left for later.
                return;
            }
            if (Thread.interrupted()) {
                throw new AcquireInterruptedException(name, name + ": interrupted while waiting to be admitted", null);
            }
            refuse(
                    entrant,
                    "nobody left within "
                            + Durations.format(Duration.ofNanos(System.nanoTime() - entrant.arrivedNanos)),
                    retryAfter());
        } finally {
            lock.unlock();
        }
    }

    void leave(Entrant entrant, Entrant.Outcome outcome) {
        lock.lock();
        try {
            if (!inside.remove(entrant)) {
                return;
            }
            entrant.leave();
            returned++;
            learn(entrant, outcome);
            admitWaiting();
            left.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @GuardedBy("lock")
    private void learn(Entrant entrant, Entrant.Outcome outcome) {
        if (outcome == Entrant.Outcome.DROPPED) {
            dropped++;
            limit.drop();
        }
        if (outcome != Entrant.Outcome.IGNORED) {
            long now = System.nanoTime();
            limit.sample(now - entrant.enteredNanos, entrant.inFlight, now);
        }
    }

    @GuardedBy("lock")
    private void admitWaiting() {
        while (inside.size() < mostInside()) {
            Entrant next = queue.poll();
            if (next == null) {
                return;
            }
            letIn(next);
        }
    }

    /** Called by the governor: under pressure fewer are let in, and the less critical not at all. */
    @Override
    public void pressed(Level highest) {
        level = highest;
        lock.lock();
        try {
            admitWaiting();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Where it stands.
     *
     * @return the figures, taken together
     */
    public AdmissionStatistics statistics() {
        lock.lock();
        try {
            return new AdmissionStatistics(
                    mostInside(),
                    inside.size(),
                    queue.size(),
                    admitted,
                    rejected,
                    shed,
                    dropped,
                    Duration.ofNanos(limit.calmNanos()),
                    Duration.ofNanos(limit.latencyNanos()));
        } finally {
            lock.unlock();
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Kind kind() {
        return REQUESTS;
    }

    @Override
    public Budget budget() {
        return budget;
    }

    /**
     * {@inheritDoc} Nobody counts as having waited in vain: to refuse is what it is for, and to take that for pressure
     * would end in refusing everybody. How many were refused is in {@link #statistics()}.
     */
    @Override
    public Usage usage() {
        lock.lock();
        try {
            return new Usage(REQUESTS, mostInside(), inside.size(), 0, queue.size(), admitted, returned, 0);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public List<Holding> holdings() {
        long now = System.nanoTime();
        lock.lock();
        try {
            return inside.stream()
                    .map(each -> new Holding(
                            name,
                            REQUESTS,
                            1,
                            each.thread.getName(),
                            each.thread,
                            Duration.ofNanos(now - each.enteredNanos),
                            each.criticality.toString()))
                    .sorted(Comparator.comparing(Holding::heldFor).reversed())
                    .toList();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public List<Waiting> waiting() {
        long now = System.nanoTime();
        lock.lock();
        try {
            return queue.all().stream()
                    .map(each -> new Waiting(
                            name,
                            REQUESTS,
                            1,
                            each.thread.getName(),
                            each.thread,
                            Duration.ofNanos(now - each.arrivedNanos)))
                    .toList();
        } finally {
            lock.unlock();
        }
    }

    /** {@inheritDoc} An admission keeps nothing idle. */
    @Override
    public long reclaim(long amount) {
        return 0;
    }

    @Override
    public boolean isClosed() {
        return closing.hasBegun();
    }

    @Override
    public CloseReport close(Duration deadline) {
        return closing.run(() -> {
            long start = System.nanoTime();
            List<Holding> stillInside = drain(deadline);
            budget.close();
            return new CloseReport(name, Duration.ofNanos(System.nanoTime() - start), stillInside, List.of());
        });
    }

    private List<Holding> drain(Duration deadline) {
        boolean interrupted = false;
        long nanos = Durations.toNanos(deadline);
        lock.lock();
        try {
            for (Entrant next = queue.poll(); next != null; next = queue.poll()) {
                refuse(next, "it is being closed", SHED_FOR);
            }
            while (!inside.isEmpty() && nanos > 0) {
                try {
                    nanos = left.awaitNanos(nanos);
                } catch (InterruptedException e) {
                    interrupted = true;
                    nanos = 0;
                }
            }
            return holdings();
        } finally {
            lock.unlock();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public String toString() {
        return "admission " + name + " " + statistics();
    }
}
