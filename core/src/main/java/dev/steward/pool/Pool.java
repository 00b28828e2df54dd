package dev.steward.pool;

import dev.steward.platform.Threads;
import dev.steward.resource.AcquireInterruptedException;
import dev.steward.resource.Budget;
import dev.steward.resource.Census;
import dev.steward.resource.CloseOnce;
import dev.steward.resource.CloseReport;
import dev.steward.resource.CreationFailedException;
import dev.steward.resource.Durations;
import dev.steward.resource.ExhaustedException;
import dev.steward.resource.Holding;
import dev.steward.resource.Kind;
import dev.steward.resource.Lease;
import dev.steward.resource.Lessor;
import dev.steward.resource.Loss;
import dev.steward.resource.ReservedLane;
import dev.steward.resource.Resizable;
import dev.steward.resource.ResourceClosedException;
import dev.steward.resource.ResourceException;
import dev.steward.resource.SaturatedException;
import dev.steward.resource.SiteTimes;
import dev.steward.resource.Tracing;
import dev.steward.resource.UnavailableException;
import dev.steward.resource.Usage;
import dev.steward.resource.Waiting;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A pool of any object. An idle resource is leased by at most one holder, and what one holder did is seen by the next.
 *
 * <p>Acquiring is one compare-and-set and releasing one store; neither reads a clock, allocates what escapes, or writes
 * to anything that another thread writes too. Callers wait in the order of their arrival; a running thread may overtake
 * them for at most the starvation limit. Resources are created, checked and destroyed on background threads, so a
 * deadline holds whatever the factory does.
 *
 * <p>This class is threadsafe. It holds threads until it is closed.
 *
 * @param <T> what the pool holds
 */
public final class Pool<T> extends Attention implements Lessor, Resizable {
    /** One hint for every so many threads, each on a cache line pair of its own. */
    private static final int STRIPES = 64;

    private static final int STRIDE = 32;

    /** Who waits for less than this does not give up the processor first: it might come back too late. */
    private static final long PATIENT_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    /** Where each stripe of threads found a slot the last time. */
    private final Slot<T>[] hints;

    /** Hints that nobody can follow, which take the place of the others while the pool is closed or suspended. */
    private final Slot<T>[] noHints;

    /** The hints that the fast paths look at. */
    private volatile Slot<T>[] open;

    private final long leaseBits;
    private final long acquireTimeoutNanos;

    private volatile boolean closed;
    private volatile boolean suspended;

    private final PoolOptions<T> options;
    private final Budget budget;
    private final Population<T> population;
    private final WaitLine<T> line;
    private final PoolView<T> view;
    private final HoldTimes holdTimes = new HoldTimes();
    private final Tracer<T> tracer;
    private final Refusals refusals = new Refusals(this);
    private final Complaints complaints = new Complaints();
    private final Returns<T> returns;
    private final Losses<T> losses;
    private final Ageing<T> ageing;
    private final Upkeep upkeep;
    private final long beganNanos = System.nanoTime();
    private final AtomicLong timedOut = new AtomicLong();
    private final AtomicLong staleCloses = new AtomicLong();

    /** Each makes a generation of its slot, but is no lease more. */
    private final AtomicLong handOvers = new AtomicLong();

    private final CloseOnce closing = new CloseOnce();

    /**
     * What is done to a resource.
     *
     * @param <T> what the pool holds
     */
    @FunctionalInterface
    public interface Action<T> {
        /**
         * Does it.
         *
         * @param resource what it is done to
         * @throws Exception if it fails
         */
        void on(T resource) throws Exception;
    }

    /**
     * What is asked of a resource.
     *
     * @param <T> what the pool holds
     */
    @FunctionalInterface
    public interface Check<T> {
        /**
         * Asks it.
         *
         * @param resource what is asked
         * @return true if the resource is good
         * @throws Exception if it cannot be told, which counts as not good
         */
        boolean test(T resource) throws Exception;
    }

    private Pool(PoolOptions<T> options, Budget parent) {
        this.options = options;
        this.leaseBits = options.shared() ? Generation.LEASED | Generation.SHARED : Generation.LEASED;
        this.acquireTimeoutNanos = Durations.toNanos(options.acquireTimeout());
        this.budget = parent.child(options.name(), Long.MAX_VALUE, options.reservedLane() * options.weight());
        this.line = new WaitLine<>(this, Durations.toNanos(options.starvationLimit()));
        this.population = new Population<>(this, options, budget, complaints, line, holdTimes);
        this.view = new PoolView<>(this, options, population, line);
        this.tracer = new Tracer<>(options.tick(), options.name(), options.ticker());
        this.returns = new Returns<>(this, options, population.endings(), line, holdTimes, tracer, complaints);
        this.losses = new Losses<>(options, population, view, tracer, complaints);
        this.ageing = new Ageing<>(options, population, losses);
        this.upkeep = new Upkeep(this, options.tick().toNanos(), complaints);
        this.hints = newHints(population.slots());
        this.noHints = newHints(Population.emptySlots(this, 1));
        this.open = hints;
        if (options.reset() != null) {
            resetsAlways();
        }
    }

    static <T> Pool<T> started(PoolOptions<T> options, Budget parent) {
        Pool<T> pool = new Pool<>(options, parent);
        pool.upkeep.start();
        pool.population.growth().grow();
        Census.enter(pool);
        return pool;
    }

    @SuppressWarnings({"unchecked", "rawtypes"
    }) // An array of a generic type cannot be made otherwise; only Slot<T> go in.
    private static <T> Slot<T>[] newHints(Slot<T>[] slots) {
        Slot<T>[] hints = new Slot[STRIPES * STRIDE];
        for (int stripe = 0; stripe < STRIPES; stripe++) {
            hints[stripe * STRIDE + STRIDE / 2] = slots[stripe % slots.length];
        }
        return hints;
    }

    /**
     * Begins the description of a pool.
     *
     * @param name the pool's name
     * @param create makes a resource; called on background threads, several at a time; must not return null
     * @param <T> what the pool will hold
     * @return a builder with defaults for everything else
     */
    public static <T> PoolBuilder<T> builder(String name, Callable<? extends T> create) {
        return new PoolBuilder<>(name, create);
    }

    /**
     * Leases a resource, waiting for one as long as the pool's acquire timeout says.
     *
     * @return an open lease, confined to this thread unless the pool was built with shared leases
     * @throws ExhaustedException if nothing became free in time; it names the holders
     * @throws SaturatedException if too many wait already
     * @throws CreationFailedException if a resource cannot be created, and waiting would not help
     * @throws UnavailableException if creating has failed for longer than the pool was built to bear
     * @throws ResourceClosedException if the pool is closed, or closes meanwhile
     * @throws AcquireInterruptedException if the thread is interrupted while it waits; a pending interrupt does not
     *     fail an acquire that can be served at once
     */
    public Lease<T> acquire() {
        Thread thread = Thread.currentThread();
        Slot<T> slot = hint(thread, open);
        if (!slot.idleToLeased()) {
            slot = acquireSlowly(thread, acquireTimeoutNanos);
        }
        return lease(slot, thread);
    }

    /**
     * Leases a resource, waiting for one as long as said.
     *
     * @param timeout how long to wait at most; zero tries once
     * @return an open lease, as from {@link #acquire()}
     * @throws IllegalArgumentException if the timeout is negative
     * @throws ExhaustedException if nothing became free in time; it names the holders
     * @throws SaturatedException if too many wait already
     * @throws CreationFailedException if a resource cannot be created, and waiting would not help
     * @throws UnavailableException if creating has failed for longer than the pool was built to bear
     * @throws ResourceClosedException if the pool is closed, or closes meanwhile
     * @throws AcquireInterruptedException if the thread is interrupted while it waits
     */
    public Lease<T> acquire(Duration timeout) {
        if (timeout.isNegative()) {
            throw new IllegalArgumentException(
                    "pool " + name() + ": the timeout must be zero (try once) or more, got " + timeout);
        }
        Thread thread = Thread.currentThread();
        Slot<T> slot = hint(thread, open);
        if (!slot.idleToLeased()) {
            slot = acquireSlowly(thread, Durations.toNanos(timeout));
        }
        return lease(slot, thread);
    }

    /**
     * Leases a resource if one is idle, without waiting. When none is and there is room for more, one is created in the
     * background for a later call.
     *
     * @return an open lease, or empty when nothing is idle or others wait for it longer than they should
     * @throws ResourceClosedException if the pool is closed
     */
    public Optional<Lease<T>> tryAcquire() {
        Thread thread = Thread.currentThread();
        Slot<T> slot = hint(thread, open);
        if (!slot.idleToLeased()) {
            refuseIfClosed();
            Slot<T> found = line.isStarving() ? null : scan(thread);
            if (found == null) {
                population.growth().grow(1);
                return Optional.empty();
            }
            slot = tracer.begin(found, thread, leaseBits);
        }
        return Optional.of(lease(slot, thread));
    }

    /**
     * Asks for a resource without waiting for it. The request stands in the same line as the threads that wait. What
     * depends on the future runs on the executor that futures use by default. Cancelling the future leaves the line; a
     * resource that arrives at that moment goes on to the next.
     *
     * @param holder who is going to hold the lease, as it shall stand in the ledger; must not be blank
     * @param timeout after what time the request fails; zero fails at once when nothing is idle
     * @return a future for a shared lease; it fails with the exceptions that {@link #acquire(Duration)} throws
     * @throws IllegalArgumentException if the timeout is negative or the name is blank
     */
    public CompletableFuture<Lease<T>> acquireAsync(String holder, Duration timeout) {
        if (timeout.isNegative() || holder.isBlank()) {
            throw new IllegalArgumentException("pool " + name()
                    + ": an asynchronous acquire needs a timeout of zero or more and a holder's name, got " + timeout
                    + " and \"" + holder + "\"");
        }
        try {
            Slot<T> found = immediately(Thread.currentThread(), Durations.toNanos(timeout));
            return found == null
                    ? line.enter(holder, System.nanoTime(), Durations.toNanos(timeout))
                    : CompletableFuture.completedFuture(sharedLease(found, holder));
        } catch (ResourceException refused) {
            return CompletableFuture.failedFuture(refused);
        }
    }

    private static <T> Slot<T> hint(Thread thread, Slot<T>[] hints) {
        return hints[hintIndex(thread, hints.length)];
    }

    /** The length is a power of two, and a mask made of it needs no check of the bounds. */
    private static int hintIndex(Thread thread, int length) {
        long id = thread.getId();
        return ((int) (id ^ id >>> 7) * STRIDE + STRIDE / 2) & (length - 1);
    }

    private Lease<T> lease(Slot<T> slot, Thread thread) {
        return new PoolLease<>(slot, slot.beginLease(thread, leaseBits));
    }

    /** For a holder that is no thread. */
    Lease<T> sharedLease(Slot<T> slot, String holder) {
        Slot<T> traced = tracer.begin(slot, holder, Generation.LEASED | Generation.SHARED);
        return new PoolLease<>(traced, traced.beginSharedLease(holder));
    }

    private Slot<T> acquireSlowly(Thread thread, long timeoutNanos) {
        Slot<T> found = immediately(thread, timeoutNanos);
        if (found == null) {
            found = patiently(thread, System.nanoTime(), timeoutNanos);
        }
        return tracer.begin(found, thread, leaseBits);
    }

    private Slot<T> patiently(Thread thread, long startNanos, long timeoutNanos) {
        if (timeoutNanos >= PATIENT_NANOS && !Threads.isVirtual(thread)) {
            Slot<T> found = scanAfterYield(thread);
            if (found != null) {
                return found;
            }
        }
        return line.await(thread, startNanos, timeoutNanos);
    }

    /**
     * Where more threads run than there are processors, holders are often ready to run and only lack one. Letting them
     * run for once costs less than parking and being woken, for which they would have to run as well.
     */
    @SuppressWarnings("ThreadPriorityCheck") // Nothing depends on it but speed.
    private @Nullable Slot<T> scanAfterYield(Thread thread) {
        Thread.yield();
        return line.isStarving() ? null : scan(thread);
    }

    /** What can be had without standing in the line; null when the caller has to, and may. */
    private @Nullable Slot<T> immediately(Thread thread, long timeoutNanos) {
        refuseIfClosed();
        Slot<T> found = line.isStarving() ? null : scan(thread);
        if (found != null) {
            return found;
        }
        if (population.growth().isUnavailable()) {
            throw population.growth().creations().refusal();
        }
        if (timeoutNanos <= 0) {
            population.growth().grow(1);
            timedOut.incrementAndGet();
            throw refusals.exhausted(System.nanoTime());
        }
        if (waiters() >= options.maxWaiters()) {
            throw saturated();
        }
        return null;
    }

    /** Looks at every slot once, from the thread's hint on, and takes the first that is idle. */
    @Nullable
    Slot<T> scan(Thread thread) {
        if (open == noHints) {
            return null;
        }
        Slot<T>[] all = population.slots();
        int hint = hintIndex(thread, hints.length);
        int start = (int) (thread.getId() % all.length);
        for (int i = 0; i < all.length; i++) {
            Slot<T> slot = all[start + i < all.length ? start + i : start + i - all.length];
            if (slot.takeIdle()) {
                hints[hint] = slot;
                return slot;
            }
        }
        return null;
    }

    boolean seesIdle() {
        for (Slot<T> slot : population.slots()) {
            if (slot.isIdle()) {
                return true;
            }
        }
        return false;
    }

    /** The lease has ended; the resource is reset and given back, or retired if that fails. */
    void release(Slot<T> slot) {
        if (needsAttention()) {
            returns.release(slot);
        } else {
            becomeIdle(slot);
        }
    }

    /** Barging: whoever comes first has it, and the head waiter is told, if it has not been already. */
    void becomeIdle(Slot<T> slot) {
        slot.leasedToIdle();
        // Keeps the compiler from reading the word before the store above. The processor still may, which is what
        // upkeep makes up for: see WaitLine.
        VarHandle.releaseFence();
        if (seemsToNeedAttention() && hasWaiters()) {
            line.signal();
        }
    }

    Returns<T> returns() {
        return returns;
    }

    void retire(Slot<T> slot) {
        population.endings().retire(slot);
    }

    Population<T> population() {
        return population;
    }

    Refusals refusals() {
        return refusals;
    }

    /** Counts one more who waits, or refuses it: however many come at once, no more wait than may. */
    void admitWaiter() {
        if (options.maxWaiters() == Integer.MAX_VALUE) {
            addWaiters(1);
        } else if (!addWaiterUpTo(options.maxWaiters())) {
            throw saturated();
        }
    }

    private ResourceException saturated() {
        if (options.maxWaiters() == 0) {
            // Nobody ever waits, so the refused are the only demand that can be seen.
            population.growth().grow(1);
        }
        return refusals.saturated(options.maxWaiters());
    }

    /** It has been counted, and stands in the line. */
    void waiterArrived() {
        upkeep.watch();
        population.growth().grow();
        if (closed) {
            line.failAll(refusals::closed);
        }
    }

    void waiterDeparted() {
        addWaiters(-1);
    }

    /** How many wait for something that is not on its way to them yet. */
    int unservedWaiters() {
        return line.unserved();
    }

    /** For how many of them a resource of the reserved lane is worth its creation: for none as long as others come back. */
    int unservedSeconds() {
        return line.isStarving() ? line.unservedSeconds() : 0;
    }

    /** Whether a thread that is about to wait may use the reserved lane. */
    boolean isSecond(Thread thread) {
        return options.reservedLane() > 0 && (isHeldBy(thread) || Census.isAnythingHeldBy(thread));
    }

    void serveWaiters(long nowNanos) {
        line.serve(nowNanos);
        population.growth().watchDemand(nowNanos);
        population.growth().grow();
    }

    void failWaiters(Throwable failure) {
        line.failAll(() -> refusals.creationFailed(failure));
    }

    void failWaitersWhileUnavailable() {
        line.failAll(() -> population.growth().creations().refusal());
    }

    void countTimeout() {
        timedOut.incrementAndGet();
    }

    void countHandOver() {
        handOvers.incrementAndGet();
    }

    void countStaleClose() {
        staleCloses.incrementAndGet();
    }

    private void refuseIfClosed() {
        if (closed) {
            throw refusals.closed();
        }
    }

    /** Called by upkeep. */
    void tick() {
        population.growth().giveUpHungCreations();
        ageing.tick();
        tracer.tick();
        population.growth().grow();
    }

    /** Whether the tick before has found nothing going on, and nobody and nothing is missing. By upkeep. */
    boolean mayRest() {
        return ageing.isStill() && !hasWaiters() && population.isSettled();
    }

    /** Whether that is still so. By the vigil. */
    boolean isStill() {
        return !hasWaiters() && ageing.isStillSo() && !tracer.hasCollected();
    }

    boolean isResting() {
        return upkeep.isResting();
    }

    /** What a tick goes by has changed. */
    void rouse() {
        upkeep.rouse();
    }

    boolean tracesAll() {
        return tracer.tracesAll();
    }

    /**
     * Changes the bounds at run time. A smaller maximum is reached as leases come back; it disturbs nobody.
     *
     * @param min the size to keep at least
     * @param max the size never to exceed
     * @throws IllegalArgumentException if min is negative, max is below 1 or above 1,048,576, or min is above max
     */
    @Override
    public void resize(int min, int max) {
        if (min < 0 || max < 1 || max > PoolBuilder.MOST_SLOTS || min > max) {
            throw new IllegalArgumentException("pool " + name() + " cannot be resized to min " + min + " and max " + max
                    + ": min must be 0 or more and at most max, max must be 1 to " + PoolBuilder.MOST_SLOTS);
        }
        population.resize(min, max);
    }

    /**
     * Gives no leases until {@link #resume()}. Callers wait meanwhile, within their deadlines; holders are not disturbed,
     * and what they give back stays idle. For a fail-over, or while a snapshot is taken.
     */
    public void suspend() {
        changeSuspended(true);
    }

    /** Ends {@link #suspend()}; those who waited are served in their order. */
    public void resume() {
        changeSuspended(false);
        upkeep.watch();
    }

    /** Under a lock, so that a suspension cannot open what a close has shut. */
    private void changeSuspended(boolean suspend) {
        population.exclusively(() -> {
            suspended = suspend;
            open = closed || suspend ? noHints : hints;
        });
    }

    boolean isSuspended() {
        return suspended;
    }

    /**
     * Has every resource replaced in the course of time, as after its lifetime: a few at a time, the successor opened
     * first where the maximum leaves room for it, and without disturbing holders. For new credentials, or when traffic
     * should move to other hosts.
     */
    public void replaceAll() {
        long now = options.ticker().getAsLong();
        for (Slot<T> slot : population.slots()) {
            slot.expiresNanos = now;
        }
        rouse();
    }

    /**
     * Has every resource destroyed because none can be trusted any more, as after a failover: what is idle now, what is
     * leased when it comes back. New ones are created as they are needed.
     */
    public void evictAll() {
        population.endings().sweep();
        population.growth().grow();
        rouse();
    }

    @Override
    public long reclaim(long amount) {
        if (amount <= 0) {
            return 0;
        }
        long weight = options.weight();
        long spare = Math.max(0L, (long) population.size() - population.min());
        long wanted = weight == 0 ? spare : Math.min(spare, 1 + (amount - 1) / weight);
        return population.endings().retireIdle((int) wanted) * weight;
    }

    @Override
    public int leastSize() {
        return population.min();
    }

    @Override
    public int mostSize() {
        return population.max();
    }

    /** {@inheritDoc} That is one resource, whatever it weighs. */
    @Override
    public long mostPerLease() {
        return Math.max(1, options.weight());
    }

    @Override
    public Lease<T> lease(long amount, Duration timeout) {
        if (amount < 1 || amount > mostPerLease()) {
            throw new IllegalArgumentException(
                    "pool " + name() + ": one lease holds 1 to " + mostPerLease() + ", got " + amount);
        }
        return acquire(timeout);
    }

    /** {@inheritDoc} That is what creating one takes lately. */
    @Override
    public Duration rebuildCost() {
        return Duration.ofNanos(population.growth().creations().expectedNanos());
    }

    /** {@inheritDoc} Idle resources are kept for less long. */
    @Override
    public void restrain(double share) {
        population.restrain(share);
    }

    @Override
    public boolean isClosed() {
        return closed;
    }

    @Override
    public CloseReport close(Duration deadline) {
        return closing.run(() -> {
            population.exclusively(() -> {
                closed = true;
                open = noHints;
            });
            line.failAll(refusals::closed);
            return new Closing<>(this, population, budget, upkeep).run(deadline);
        });
    }

    @Override
    public String name() {
        return options.name();
    }

    @Override
    public Kind kind() {
        return options.kind();
    }

    @Override
    public Budget budget() {
        return budget;
    }

    @Override
    public Usage usage() {
        Stillness<T> still = isResting() ? ageing.sameLeases() : null;
        return still == null
                ? view.usage(timedOut.get(), handOvers.get(), view.count(null))
                : view.usage(timedOut.get(), handOvers.get(), still.count());
    }

    @Override
    public long capacity() {
        return (population.max() + (long) options.overflow() + options.reservedLane()) * options.weight();
    }

    @Override
    public ReservedLane lane() {
        return population.lane();
    }

    @Override
    public boolean isHeldBy(Thread thread) {
        for (Slot<T> slot : population.slots()) {
            if (Generation.isOpen(slot.observedGeneration()) && slot.isHeldBy(thread)) {
                return true;
            }
        }
        return false;
    }

    /**
     * The pool's figures. Reading them costs the holders nothing.
     *
     * @return the figures, taken slot by slot in one pass
     */
    public PoolStatistics statistics() {
        return view.statistics(losses.orphaned(), timedOut.get(), staleCloses.get(), handOvers.get(), holdTimes);
    }

    /** The usage, and who makes it up, from one look at each slot: what a refusal says has to agree. */
    Usage usageBy(List<Holding> holders) {
        return view.usage(timedOut.get(), handOvers.get(), view.count(holders));
    }

    /**
     * Whether this pool pays and what size would serve, from what it has measured since it was built. The hold time is
     * the median of the sampled ones.
     *
     * @return the advice
     */
    public PoolAdvice advice() {
        PoolStatistics now = statistics();
        double callers = Math.max(1, now.acquired() + now.timedOut());
        double seconds = Math.max(1, System.nanoTime() - beganNanos) / 1e9;
        return PoolAdvice.from(
                name(),
                population.growth().creations().cost(),
                now.acquired() / seconds,
                now.holdMedian(),
                now.waits() / callers,
                now.timedOut() / callers);
    }

    /**
     * After what idle time resources have turned out to be dead again and again, so that idle ones are checked more
     * often now than the pool was told to.
     *
     * @return the age; empty as long as nothing of the kind was seen
     */
    public Optional<Duration> learnedIdleLimit() {
        return population.checks().idleDeaths().learned();
    }

    @Override
    public List<Holding> holdings() {
        return view.holdings();
    }

    @Override
    public List<Holding> overdue(Duration atLeast) {
        return ageing.mayBeOverdue(Durations.toNanos(atLeast)) ? view.overdue(atLeast) : List.of();
    }

    @Override
    public List<Waiting> waiting() {
        return view.waiting();
    }

    @Override
    public void trace(Tracing tracing) {
        tracer.set(tracing);
    }

    @Override
    public List<Loss> takeLosses() {
        return tracer.takeLosses();
    }

    @Override
    public List<SiteTimes> siteTimes() {
        return tracer.siteTimes();
    }

    @Override
    public boolean refuse(Waiting waiting, Supplier<? extends ResourceException> refusal) {
        return waiting.ticket() instanceof Waiter<?> waiter && line.refuse(waiter, refusal);
    }

    @Override
    public String toString() {
        PoolStatistics now = statistics();
        return "pool " + name() + ": " + now.inUse() + " in use, " + now.idle() + " idle, " + now.waiting()
                + " waiting, " + now.size() + " of " + now.max() + (closed ? ", closed" : "");
    }
}
