package dev.steward.pool;

import dev.steward.resource.Durations;
import dev.steward.resource.Holding;
import dev.steward.resource.Usage;
import dev.steward.resource.Waiting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What observers see of a pool, read from its slots on request. It writes nothing. Threadsafe. */
final class PoolView<T> {
    private static final Comparator<Holding> LONGEST_FIRST =
            Comparator.comparing(Holding::heldFor).reversed();

    private final Pool<T> pool;
    private final PoolOptions<T> options;
    private final Population<T> population;
    private final WaitLine<T> line;

    PoolView(Pool<T> pool, PoolOptions<T> options, Population<T> population, WaitLine<T> line) {
        this.pool = pool;
        this.options = options;
        this.population = population;
        this.line = line;
    }

    /** What one look at each slot counts; hand-overs are among what was acquired. */
    record Count(long idle, long inUse, long acquired) {}

    /** Counts, and gives to {@code holders}, unless it is null, who holds what the same look counts as in use. */
    Count count(@Nullable List<Holding> holders) {
        long idle = 0;
        long inUse = 0;
        long acquired = 0;
        for (Slot<T> slot : population.slots()) {
            long generation = slot.observedGeneration();
            Object holder = slot.observedHolder();
            boolean leased = Generation.isOpen(generation) && holder != null;
            if (leased && holders != null) {
                holders.add(holding(slot, generation, holder));
            }
            acquired += Generation.leases(generation);
            inUse += leased ? 1 : 0;
            idle += !leased && isIdle(slot) ? 1 : 0;
        }
        if (holders != null) {
            holders.sort(LONGEST_FIRST);
        }
        return new Count(idle, inUse, acquired);
    }

    private static boolean isIdle(Slot<?> slot) {
        int state = slot.state();
        return state == Slot.IDLE || state == Slot.MARKED || state == Slot.DORMANT || state == Slot.CHECKING;
    }

    PoolStatistics statistics(long orphaned, long timedOut, long staleCloses, long handOvers, HoldTimes holds) {
        Count now = count(null);
        long acquired = now.acquired - handOvers;
        Histogram waits = line.waitTimes();
        return new PoolStatistics(
                options.name(),
                population.min(),
                population.max(),
                population.size(),
                (int) now.idle,
                (int) now.inUse,
                pool.waiters(),
                population.growth().creations().created(),
                population.endings().destroyed(),
                population.growth().creations().failures(),
                acquired,
                acquired - now.inUse,
                orphaned,
                timedOut,
                staleCloses,
                waits.count(),
                waits.percentile(0.5),
                waits.percentile(0.99),
                holds.percentile(0.5),
                holds.percentile(0.99));
    }

    /** The usage alone, which is asked for often. */
    Usage usage(long timedOut, long handOvers, Count now) {
        long acquired = now.acquired - handOvers;
        long weight = options.weight();
        return new Usage(
                options.kind(),
                population.max() * weight,
                now.inUse * weight,
                now.idle * weight,
                pool.waiters(),
                acquired,
                acquired - now.inUse,
                timedOut);
    }

    List<Holding> holdings() {
        List<Holding> holdings = new ArrayList<>();
        for (Slot<T> slot : population.slots()) {
            long generation = slot.observedGeneration();
            Object holder = slot.observedHolder();
            if (Generation.isOpen(generation) && holder != null) {
                holdings.add(holding(slot, generation, holder));
            }
        }
        holdings.sort(LONGEST_FIRST);
        return holdings;
    }

    /** Those that are old or orphaned; the others are not described. */
    List<Holding> overdue(Duration atLeast) {
        long atLeastNanos = Durations.toNanos(atLeast);
        long now = options.ticker().getAsLong();
        List<Holding> overdue = new ArrayList<>();
        for (Slot<T> slot : population.slots()) {
            long generation = slot.observedGeneration();
            Object holder = slot.observedHolder();
            if (Generation.isOpen(generation) && holder != null) {
                boolean orphaned = holder instanceof Thread thread && !thread.isAlive();
                if (orphaned || now - slot.openSince(generation, now) >= atLeastNanos) {
                    overdue.add(holding(slot, generation, holder));
                }
            }
        }
        // A trace that was of the lease before makes one look older than it is described.
        overdue.removeIf(each -> !each.isOverdue(atLeast));
        overdue.sort(LONGEST_FIRST);
        return overdue;
    }

    /** A trace belongs to the open lease; that this is still the same one is asked afterwards. */
    private Holding holding(Slot<T> slot, long generation, @Nullable Object holder) {
        Trace<T> trace = slot.trace;
        boolean traced = trace != null && slot.observedGeneration() == generation;
        return holding(slot, generation, holder, traced ? trace : null);
    }

    Holding holding(Slot<T> slot, long generation, @Nullable Object holder, @Nullable Trace<T> trace) {
        long now = options.ticker().getAsLong();
        long heldNanos = now - slot.openSince(generation, trace, now);
        return new Holding(
                options.name(),
                options.kind(),
                options.weight(),
                holderName(holder),
                holder instanceof Thread thread ? thread : null,
                Duration.ofNanos(Math.max(0, heldNanos)),
                label(slot),
                trace == null ? null : trace.trail.site(),
                new PoolLease<>(slot, generation));
    }

    /** Whatever the label's function does, it must not cost anybody the report. */
    private String label(Slot<T> slot) {
        Function<? super T, String> label = options.label();
        T resource = label == null ? null : slot.observedResource();
        if (label == null || resource == null) {
            return "";
        }
        try {
            return String.valueOf(label.apply(resource));
        } catch (RuntimeException e) {
            return "no label: " + e;
        }
    }

    static String holderName(@Nullable Object holder) {
        if (holder instanceof Thread thread) {
            // Virtual threads have no name unless they are given one.
            return thread.getName().isEmpty() ? "thread " + thread.getId() : thread.getName();
        }
        return String.valueOf(holder);
    }

    List<Waiting> waiting() {
        if (!pool.hasWaiters()) {
            return List.of();
        }
        long now = System.nanoTime();
        List<Waiting> waiting = new ArrayList<>();
        for (Waiter<T> waiter : line.inOrder()) {
            if (waiter.waits()) {
                waiting.add(new Waiting(
                        options.name(),
                        options.kind(),
                        options.weight(),
                        waiter.name(),
                        waiter.thread(),
                        Duration.ofNanos(now - waiter.sinceNanos),
                        null,
                        waiter));
            }
        }
        return waiting;
    }
}
