package dev.steward.pool;

/**
 * What time does to resources: too long idle, too old, due for a check, or held by a thread that has ended. Upkeep calls
 * it every tick; ages are measured to the tick, by watching the generations, so that nobody on the fast paths has to
 * read a clock.
 */
final class Ageing<T> {
    private final PoolOptions<T> options;
    private final Population<T> population;
    private final Losses<T> losses;
    private final Succession<T> succession;

    /** No open lease is older than that, as far as the last tick saw; those that came later are not. */
    private volatile long oldestNanos;

    /** Whether the last tick saw a lease whose thread has ended, and left it open. */
    private volatile boolean orphans;

    Ageing(PoolOptions<T> options, Population<T> population, Losses<T> losses) {
        this.options = options;
        this.population = population;
        this.losses = losses;
        this.succession = new Succession<>(options, population);
        this.oldestNanos = options.ticker().getAsLong();
    }

    /**
     * Whether a lease may have been open for so long, or be an orphan. Without a look at any slot, so that the ledger may
     * ask at every tick however many there are.
     */
    boolean mayBeOverdue(long nanos) {
        return orphans || options.ticker().getAsLong() - oldestNanos >= nanos;
    }

    void tick() {
        losses.findUnreachable();
        population.shrink();
        succession.begin();
        long now = options.ticker().getAsLong();
        int spare = population.spare();
        long oldest = now;
        boolean orphaned = false;
        for (Slot<T> slot : population.slots()) {
            long generation = observe(slot, now);
            if (Generation.isOpen(generation)) {
                oldest = Math.min(oldest, slot.openSince(generation, now));
                orphaned |= losses.findOrphan(slot, generation);
            }
            int state = slot.state();
            if (state == Slot.LEASED || state == Slot.IDLE || state == Slot.MARKED || state == Slot.DORMANT) {
                spare -= endIfDue(slot, now, spare) ? 1 : 0;
                slot.markIfIdle();
            }
        }
        oldestNanos = oldest;
        orphans = orphaned;
    }

    private long observe(Slot<T> slot, long now) {
        long generation = slot.observedGeneration();
        if (generation != slot.seenGeneration) {
            slot.seenGeneration = generation;
            slot.seenSinceNanos = now;
        }
        if (!Generation.isOpen(generation)) {
            slot.forgetIfEnded();
        }
        return generation;
    }

    /** Ends a resource whose time has come, or has it checked; true when one that could be spared has ended. */
    private boolean endIfDue(Slot<T> slot, long now, int spare) {
        if (slot.isDoomed() || now - slot.expiresNanos >= 0) {
            return succession.end(slot);
        }
        if (slot.state() == Slot.LEASED) {
            return false;
        }
        long idleNanos = now - slot.seenSinceNanos;
        if (spare > 0 && idleNanos >= population.idleTimeoutNanos()) {
            return population.endings().retireIfUnused(slot);
        }
        if (options.check() != null) {
            long uncheckedNanos = Math.min(idleNanos, now - slot.checkedNanos);
            if (uncheckedNanos >= population.checks().idleDeaths().keepaliveNanos()) {
                population.checks().checkIdle(slot);
            } else if (uncheckedNanos >= options.checkAfterIdle().toNanos()) {
                slot.idleToDormant();
            }
        }
        return false;
    }
}
