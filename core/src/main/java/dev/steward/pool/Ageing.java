package dev.steward.pool;

import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What time does to resources: too long idle, too old, due for a check, or held by a thread that has ended. Upkeep calls
 * it every tick; ages are measured to the tick, by watching the generations, so that nobody on the fast paths has to
 * read a clock.
 */
final class Ageing<T> {
    /** However far away what falls due next is, a clock that does not run evenly is looked at again after that. */
    private static final long LONGEST_REST_NANOS = TimeUnit.HOURS.toNanos(1);

    private final PoolOptions<T> options;
    private final Population<T> population;
    private final Losses<T> losses;
    private final Succession<T> succession;

    /** No open lease is older than that, as far as the last tick saw; those that came later are not. */
    private volatile long oldestNanos;

    /** Whether the last tick saw a lease whose thread has ended, and left it open. */
    private volatile boolean orphans;

    /** What the last tick saw, if it found nothing going on. */
    private volatile @Nullable Stillness<T> stillness;

    /** In what time the first of those falls due for something that this tick has looked at; of the upkeep thread. */
    private long dueInNanos;

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

    /** Whether the last tick found nothing going on. */
    boolean isStill() {
        return stillness != null;
    }

    /** Whether another tick would find the same as the last, which found nothing going on. */
    boolean isStillSo() {
        Stillness<T> last = stillness;
        return last != null && last.lasts(options.ticker().getAsLong());
    }

    /** What the last tick saw, if it found nothing going on and no lease has begun or ended since. */
    @Nullable
    Stillness<T> sameLeases() {
        Stillness<T> last = stillness;
        return last != null && last.hasSameLeases() ? last : null;
    }

    void tick() {
        losses.findUnreachable();
        population.shrink();
        succession.begin();
        long now = options.ticker().getAsLong();
        int spare = population.spare();
        long oldest = now;
        boolean orphaned = false;
        boolean still = true;
        dueInNanos = LONGEST_REST_NANOS;
        Slot<T>[] slots = population.slots();
        for (Slot<T> slot : slots) {
            long before = slot.seenGeneration;
            long generation = observe(slot, now);
            still &= generation == before;
            if (Generation.isOpen(generation)) {
                oldest = Math.min(oldest, slot.openSince(generation, now));
                orphaned |= losses.findOrphan(slot, generation);
            }
            int state = slot.state();
            if (state == Slot.LEASED || state == Slot.IDLE || state == Slot.MARKED || state == Slot.DORMANT) {
                spare -= endIfDue(slot, now, spare) ? 1 : 0;
                slot.markIfIdle();
                // A leased slot without a lease is on its way to somebody.
                still &= state != Slot.LEASED || Generation.isOpen(generation);
            } else {
                still &= state == Slot.EMPTY;
            }
        }
        oldestNanos = oldest;
        orphans = orphaned;
        stillness = still && dueInNanos > 0 ? Stillness.of(slots, now + dueInNanos) : null;
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
        if (slot.isDoomed()) {
            return succession.end(slot);
        }
        if (isDue(now - slot.expiresNanos, 0)) {
            return succession.end(slot);
        }
        if (slot.state() == Slot.LEASED) {
            return false;
        }
        long idleNanos = now - slot.seenSinceNanos;
        if (spare > 0 && isDue(idleNanos, population.idleTimeoutNanos())) {
            return population.endings().retireIfUnused(slot);
        }
        if (options.check() != null) {
            long uncheckedNanos = Math.min(idleNanos, now - slot.checkedNanos);
            if (isDue(uncheckedNanos, population.checks().idleDeaths().keepaliveNanos())) {
                population.checks().checkIdle(slot);
            } else if (slot.state() != Slot.DORMANT
                    && isDue(uncheckedNanos, options.checkAfterIdle().toNanos())) {
                slot.idleToDormant();
            }
        }
        return false;
    }

    /** Whether something has lasted so long; notes when it will have otherwise. */
    private boolean isDue(long forNanos, long afterNanos) {
        long left = Math.max(0, afterNanos - forNanos);
        dueInNanos = Math.min(dueInNanos, left);
        return left == 0;
    }
}
