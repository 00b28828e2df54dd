package dev.steward.pool;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The checks of resources that nobody uses: those that have been idle too long to be leased unasked, and those that
 * are to be kept alive. They run on {@link Hands}; a resource that fails is retired. Threadsafe.
 *
 * @param <T> what the pool holds
 */
final class Checks<T> {
    private static final System.Logger LOG = System.getLogger(Checks.class.getName());

    /** Where there is room, who waits for a check waits no longer than this before another resource is created. */
    private static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final Pool<T> pool;
    private final PoolOptions<T> options;
    private final Population<T> population;
    private final Hands keepers;
    private final IdleDeaths idleDeaths;

    /** Resources that have to be checked before they are leased; for a quick look whether there is any. */
    private final AtomicInteger dormant = new AtomicInteger();

    Checks(Pool<T> pool, PoolOptions<T> options, Population<T> population, Hands keepers) {
        this.pool = pool;
        this.options = options;
        this.population = population;
        this.keepers = keepers;
        this.idleDeaths = new IdleDeaths(options);
    }

    IdleDeaths idleDeaths() {
        return idleDeaths;
    }

    void addDormant(int change) {
        dormant.addAndGet(change);
    }

    boolean areDue() {
        return dormant.get() != 0;
    }

    /** Has dormant resources checked for those who wait. */
    void wake(int wanted) {
        int missing = wanted - population.underway();
        for (Slot<T> slot : population.slots()) {
            if (missing <= 0) {
                return;
            }
            if (slot.dormantToChecking()) {
                missing--;
                begin(slot);
            }
        }
    }

    private void begin(Slot<T> slot) {
        slot.checkSinceNanos = System.nanoTime();
        population.comes();
        keepers.run(() -> check(slot));
    }

    /** How many checks have taken so long that nobody should count on them. */
    int overdue() {
        if (options.check() == null) {
            return 0;
        }
        int overdue = 0;
        long now = System.nanoTime();
        for (Slot<T> slot : population.slots()) {
            overdue += slot.state() == Slot.CHECKING && now - slot.checkSinceNanos >= PATIENCE_NANOS ? 1 : 0;
        }
        return overdue;
    }

    /** Has an idle resource checked although nobody waits for it, to keep it alive. */
    void checkIdle(Slot<T> slot) {
        if (slot.unusedTo(Slot.CHECKING)) {
            begin(slot);
        }
    }

    private void check(Slot<T> slot) {
        boolean healthy = false;
        Pool.Check<? super T> check = options.check();
        T resource = slot.resource;
        try {
            healthy = check == null || (resource != null && check.test(resource));
        } catch (Throwable thrown) {
            LOG.log(System.Logger.Level.DEBUG, () -> "pool " + options.name() + ": a check failed with " + thrown);
        }
        long now = options.ticker().getAsLong();
        long silentNanos = Math.min(now - slot.seenSinceNanos, now - slot.checkedNanos);
        if (healthy) {
            idleDeaths.survived(silentNanos);
            slot.checkedNanos = now;
            slot.ownedTo(Slot.LEASED);
            pool.returns().deliver(slot);
            population.came();
        } else {
            idleDeaths.died(silentNanos, now);
            population.came();
            population.endings().retire(slot);
        }
    }
}
