package dev.steward.pool;

/**
 * How resources whose lifetime is over make room for others: a few at a time, however many expire together, and the
 * successor is opened before the old one goes. Where the pool is at its maximum, which is never exceeded, the old one
 * has to go first. While successors cannot be created the old ones serve on.
 *
 * <p>Upkeep alone uses it.
 */
final class Succession<T> {
    private final PoolOptions<T> options;
    private final Population<T> population;

    /** How many more may begin to be replaced in this tick. */
    private int left;

    private int idle;

    /** How many have a successor under way. */
    private int replacing;

    /** How many are on their way out: being destroyed, or to be when they come back. */
    private int going;

    Succession(PoolOptions<T> options, Population<T> population) {
        this.options = options;
        this.population = population;
    }

    /** Begins a tick. What the pool is short of already counts. */
    void begin() {
        going = 0;
        idle = 0;
        replacing = 0;
        for (Slot<T> slot : population.slots()) {
            going += slot.isDoomed() || slot.state() == Slot.RETIRING ? 1 : 0;
            idle += slot.isIdle() ? 1 : 0;
            replacing += slot.beingReplaced ? 1 : 0;
        }
        int missing = Math.max(0, population.min() - population.size());
        left = options.concurrentCreations() - population.creations().underWay() - missing - going;
    }

    /** Deals with a resource whose time is over; true when it was retired at once. */
    boolean end(Slot<T> slot) {
        if (slot.isDoomed()) {
            // Doomed and yet idle: it was given back at the moment at which it was doomed.
            return population.retireIfUnused(slot);
        }
        if (slot.beingReplaced) {
            return false;
        }
        if (!isMissed(slot)) {
            return go(slot);
        }
        if (left <= 0) {
            return false;
        }
        slot.beingReplaced = true;
        if (population.openSuccessor(slot)) {
            left--;
            replacing++;
            return false;
        }
        slot.beingReplaced = false;
        if (replacing > 0 || !population.creations().mayBegin()) {
            return false;
        }
        left--;
        return go(slot);
    }

    private boolean go(Slot<T> slot) {
        boolean gone = population.retireOrDoom(slot);
        idle -= gone ? 1 : 0;
        going++;
        return gone;
    }

    /** Whether somebody would have to wait for another one: below the minimum, or when it is in use and none is idle. */
    private boolean isMissed(Slot<T> slot) {
        return population.size() - replacing - going <= population.min() || (slot.observedLeased() && idle == 0);
    }
}
