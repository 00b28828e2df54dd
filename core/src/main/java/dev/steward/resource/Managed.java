package dev.steward.resource;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The contract of everything Steward looks after: a pool, a cache, an executor, anything that holds something scarce.
 *
 * <p>All methods may be called from any thread at any time, also after {@link #close(Duration)}. The observing ones
 * never block on user code and cost the holders nothing.
 */
public interface Managed extends AutoCloseable {
    /** How long {@link #close()} waits for the leases that are still out. */
    Duration CLOSE_DEADLINE = Duration.ofSeconds(5);

    /**
     * Its name, unique among the things of its type in one {@code Steward}.
     *
     * @return the name
     */
    String name();

    /**
     * What it holds.
     *
     * @return the kind
     */
    Kind kind();

    /**
     * The budget everything it holds is drawn from.
     *
     * @return the budget
     */
    Budget budget();

    /**
     * How much of it is in use now.
     *
     * @return the figures, taken together
     */
    Usage usage();

    /**
     * The most it may hold at any time, what it has beyond its limit for the moment included.
     *
     * @return the amount, in the kind's unit; {@link Long#MAX_VALUE} when nothing limits it
     */
    default long capacity() {
        return usage().limit();
    }

    /**
     * What of its {@linkplain #capacity() capacity} is kept for callers who hold something already.
     *
     * @return the lane; {@link ReservedLane#NONE} for most
     */
    default ReservedLane lane() {
        return ReservedLane.NONE;
    }

    /**
     * Whether a thread holds a lease of it, as far as that can be told at a glance: asked for a caller who is about to
     * wait for a thing with a {@link #lane()}.
     *
     * @param thread the thread
     * @return false also where it would take long to find out
     */
    default boolean isHeldBy(Thread thread) {
        return false;
    }

    /**
     * Who holds it now, the longest first.
     *
     * @return the holdings; empty when nothing is leased
     */
    List<Holding> holdings();

    /**
     * What has been held for long, and what nobody is left to give back: a part of {@link #holdings()}. The ledger asks for
     * it every tick, so whoever leases much answers without describing all the rest.
     *
     * @param atLeast how long it has been held; zero for all that is held
     * @return the holdings that have lasted for so long and, whatever their age, those whose holding thread has ended; what
     *     came to that since the last tick of the thing may be missing
     */
    default List<Holding> overdue(Duration atLeast) {
        return holdings().stream().filter(holding -> holding.isOverdue(atLeast)).toList();
    }

    /**
     * Who waits for it now, in the order in which they will be served.
     *
     * @return the waiting callers
     */
    List<Waiting> waiting();

    /**
     * Which threads wait for something other than a lease of this thing: for the result of a task that runs on it or is
     * queued at it. Whoever looks for knots needs these edges besides {@link #holdings()} and {@link #waiting()}.
     *
     * @return the waiting threads; empty where there is nothing of the sort
     */
    default List<Awaiting> awaiting() {
        return List.of();
    }

    /**
     * Changes how many leases are traced; the ledger calls this. Things whose leases cannot be traced ignore it.
     *
     * @param tracing how many from now on
     */
    default void trace(Tracing tracing) {}

    /**
     * The leases found lost since this was last called; for one caller, which is the ledger.
     *
     * @return the losses, in the order in which they were found; the last thousand if there are more
     */
    default List<Loss> takeLosses() {
        return List.of();
    }

    /**
     * How long the leases of each site are held, as far as they are traced.
     *
     * @return the times, in no order
     */
    default List<SiteTimes> siteTimes() {
        return List.of();
    }

    /**
     * Ends one wait with a refusal, if it still goes on.
     *
     * @param waiting a wait that {@link #waiting()} has shown
     * @param refusal what is thrown to it; asked for in the thread that waits, or later
     * @return whether this ended it; false when it ended by itself or cannot be ended from outside
     */
    default boolean refuse(Waiting waiting, Supplier<? extends ResourceException> refusal) {
        return false;
    }

    /**
     * Gives back what is not leased, the cheapest to rebuild first, until the amount is reached. What is leased, and
     * what this thing must always keep, stays. Giving back may finish shortly after this returns.
     *
     * @param amount how much is wanted back, in the kind's unit; {@link Long#MAX_VALUE} for all there is
     * @return how much is being given back
     */
    long reclaim(long amount);

    /**
     * What rebuilding costs, should a caller need again what {@link #reclaim(long)} gave back. Under pressure the cheapest
     * goes first.
     *
     * @return the time to rebuild one of what it gives back, as measured; zero when that is next to nothing
     */
    default Duration rebuildCost() {
        return Duration.ZERO;
    }

    /**
     * Whether what it counts as idle is of use as it lies, as the entries of a cache are. Such things are left alone
     * under light pressure; what is only spare, such as an idle connection, goes first.
     *
     * @return true for a cache
     */
    default boolean isIdleUseful() {
        return false;
    }

    /**
     * How its hits depend on its size, for a cache that measures that.
     *
     * @return the figures; empty for everything else
     */
    default Optional<HitCurve> hitCurve() {
        return Optional.empty();
    }

    /**
     * Where what it holds leads to, such as a host and a database. Things that lead to the same could be one.
     *
     * @return the target, without secrets; empty when it has none, or does not know it
     */
    default Optional<String> target() {
        return Optional.empty();
    }

    /**
     * Holds it back while there is pressure: it keeps less that is idle, and for less long. Leases are not touched, and its guaranteed minimum stays. Called again whenever the share changes; in calm
     * with zero, which undoes it.
     *
     * @param share how much it is held back, from 0.0, not at all, to 1.0, it keeps only its minimum
     */
    default void restrain(double share) {}

    /**
     * Whether it was told to close.
     *
     * @return true from the beginning of {@link #close(Duration)} on
     */
    boolean isClosed();

    /**
     * Refuses new leases at once, fails every waiter, waits for the live leases up to the deadline, then destroys what
     * is left. A second call waits for the first and returns its report.
     *
     * @param deadline how long to wait for leases that are still out; zero does not wait
     * @return what was still leased when the deadline passed, and what failed to close
     */
    CloseReport close(Duration deadline);

    /** Closes with {@link #CLOSE_DEADLINE}. */
    @Override
    default void close() {
        close(CLOSE_DEADLINE);
    }
}
