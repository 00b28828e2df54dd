package dev.steward.pool;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a pool was like at a tick that found nothing going on: no lease had begun or ended since the tick before, and no
 * resource was on its way from or to nothing. While it lasts, another tick would find the same, and whether it lasts is
 * told by one read for each resource: what else could change it calls {@link Upkeep#rouse()}. Immutable.
 *
 * @param <T> what the pool holds
 */
final class Stillness<T> {
    /** To compare more than that takes so long that other pools would have to wait for it. */
    private static final int MOST_SLOTS = 10_000;

    /** Those that are not empty. */
    private final List<Slot<T>> slots;

    private final long[] generations;

    /** Every thread that holds a lease, once. */
    private final List<Thread> holders;

    private final long untilNanos;
    private final PoolView.Count count;

    private Stillness(
            List<Slot<T>> slots, long[] generations, List<Thread> holders, long untilNanos, PoolView.Count count) {
        this.slots = slots;
        this.generations = generations;
        this.holders = holders;
        this.untilNanos = untilNanos;
        this.count = count;
    }

    /**
     * As the tick saw it that has just ended; by upkeep alone.
     *
     * @param untilNanos when the first resource falls due for something, in the pool's ticker
     * @return null if something has changed since, or there is too much to compare
     */
    static <T> @Nullable Stillness<T> of(Slot<T>[] all, long untilNanos) {
        List<Slot<T>> slots = new ArrayList<>();
        Set<Thread> holders = Collections.newSetFromMap(new IdentityHashMap<>());
        long inUse = 0;
        long acquired = 0;
        for (Slot<T> slot : all) {
            if (slot.state() == Slot.EMPTY) {
                continue;
            }
            slots.add(slot);
            long generation = slot.seenGeneration;
            if (slot.observedGeneration() != generation) {
                return null;
            }
            inUse += Generation.isOpen(generation) ? 1 : 0;
            // The holder of this generation, or of a later one, which makes another generation that will be noticed.
            if (Generation.isOpen(generation) && slot.observedHolder() instanceof Thread holder) {
                holders.add(holder);
            }
        }
        if (slots.size() > MOST_SLOTS) {
            return null;
        }
        // Of a slot that is empty now, the leases that it has given count as well.
        for (Slot<T> slot : all) {
            acquired += Generation.leases(slot.seenGeneration);
        }
        return new Stillness<>(
                slots,
                slots.stream().mapToLong(slot -> slot.seenGeneration).toArray(),
                new ArrayList<>(holders),
                untilNanos,
                new PoolView.Count(slots.size() - inUse, inUse, acquired));
    }

    /** What it was: how many were idle, in use, and leased so far. */
    PoolView.Count count() {
        return count;
    }

    /** Whether another tick would find the same. */
    boolean lasts(long nowNanos) {
        if (nowNanos - untilNanos >= 0 || !hasSameLeases()) {
            return false;
        }
        for (Thread holder : holders) {
            if (!holder.isAlive()) {
                return false;
            }
        }
        return true;
    }

    /** Whether no lease has begun or ended. */
    boolean hasSameLeases() {
        // Without a branch, so that the processor fetches many slots at a time instead of waiting for each.
        long differences = 0;
        for (int i = 0; i < generations.length; i++) {
            differences |= slots.get(i).observedGeneration() ^ generations[i];
        }
        return differences == 0;
    }
}
