package dev.steward.pool;

import dev.steward.resource.Holding;
import dev.steward.resource.Usage;
import dev.steward.resource.Waiting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What observers see of a pool, read from its slots on request. It writes nothing. Threadsafe. */
final class PoolView<T> {
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

    PoolStatistics statistics(long orphaned, long timedOut, long staleCloses, long handOvers, HoldTimes holds) {
        int idle = 0;
        int inUse = 0;
        long acquired = -handOvers;
        for (Slot<T> slot : population.slots()) {
            long generation = slot.observedGeneration();
            int state = slot.state();
            boolean leased = Generation.isOpen(generation);
            acquired += Generation.leases(generation);
            inUse += leased ? 1 : 0;
            idle += !leased && (slot.isIdle() || state == Slot.DORMANT || state == Slot.CHECKING) ? 1 : 0;
        }
        Histogram waits = line.waitTimes();
        return new PoolStatistics(
                options.name(),
                population.min(),
                population.max(),
                population.size(),
                idle,
                inUse,
                pool.waiters(),
                population.creations().created(),
                population.destroyed(),
                population.creations().failures(),
                acquired,
                acquired - inUse,
                orphaned,
                timedOut,
                staleCloses,
                waits.count(),
                waits.percentile(0.5),
                waits.percentile(0.99),
                holds.percentile(0.5),
                holds.percentile(0.99));
    }

    Usage usage(PoolStatistics now) {
        long weight = options.weight();
        return new Usage(
                options.kind(),
                now.max() * weight,
                now.inUse() * weight,
                now.idle() * weight,
                now.waiting(),
                now.acquired(),
                now.returned(),
                now.timedOut());
    }

    List<Holding> holdings() {
        long now = options.ticker().getAsLong();
        List<Holding> holdings = new ArrayList<>();
        for (Slot<T> slot : population.slots()) {
            long generation = slot.observedGeneration();
            Object holder = slot.observedHolder();
            if (Generation.isOpen(generation) && holder != null) {
                long heldNanos = slot.seenGeneration == generation ? Math.max(0, now - slot.seenSinceNanos) : 0;
                holdings.add(new Holding(
                        options.name(),
                        options.kind(),
                        options.weight(),
                        holderName(holder),
                        holder instanceof Thread thread ? thread : null,
                        Duration.ofNanos(heldNanos),
                        ""));
            }
        }
        holdings.sort(Comparator.comparing(Holding::heldFor).reversed());
        return holdings;
    }

    static String holderName(@Nullable Object holder) {
        return holder instanceof Thread thread ? thread.getName() : String.valueOf(holder);
    }

    List<Waiting> waiting() {
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
                        Duration.ofNanos(now - waiter.sinceNanos)));
            }
        }
        return waiting;
    }
}
