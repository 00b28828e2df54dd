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

    // What the tick found, kept up to date while it goes on. Read from the slots once, since the size changes
    // meanwhile.

    /** How many more may begin to be replaced. */
    private int left;

    private int idle;

    /** How many are there, or will be, and are not on their way out. */
    private int staying;

    /** How many of those go when their successors have come. */
    private int replacing;

    Succession(PoolOptions<T> options, Population<T> population) {
        this.options = options;
        this.population = population;
    }

    /** Begins a tick. What the pool is short of already counts. */
    void begin() {
        int creating = 0;
        int going = 0;
        idle = 0;
        staying = 0;
        replacing = 0;
        for (Slot<T> slot : population.slots()) {
            int state = slot.state();
            if (state == Slot.RETIRING || slot.isDoomed()) {
                going++;
            } else if (state != Slot.EMPTY) {
                staying++;
                creating += state == Slot.CREATING ? 1 : 0;
                idle += slot.isIdle() ? 1 : 0;
                replacing += slot.beingReplaced ? 1 : 0;
            }
        }
        int missing = Math.max(0, population.min() - staying);
        left = options.concurrentCreations() - creating - missing - going;
    }

    /** Deals with a resource whose time is over; true when it was retired at once. */
    boolean end(Slot<T> slot) {
        if (slot.isDoomed()) {
            // Doomed and yet idle: it was given back at the moment at which it was doomed.
            return population.endings().retireIfUnused(slot);
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
        if (population.growth().openSuccessor(slot)) {
            left--;
            staying++;
            replacing++;
            return false;
        }
        slot.beingReplaced = false;
        if (replacing > 0 || !population.growth().creations().mayBegin()) {
            return false;
        }
        left--;
        return go(slot);
    }

    private boolean go(Slot<T> slot) {
        boolean gone = population.endings().retireOrDoom(slot);
        idle -= gone ? 1 : 0;
        staying--;
        return gone;
    }

    /** Whether somebody would have to wait for another one: below the minimum, or when it is in use and none is idle. */
    private boolean isMissed(Slot<T> slot) {
        return staying - replacing <= population.min() || (slot.observedLeased() && idle == 0);
    }
}
