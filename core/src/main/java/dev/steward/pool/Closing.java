package dev.steward.pool;

import dev.steward.resource.Budget;
import dev.steward.resource.Census;
import dev.steward.resource.CloseReport;
import dev.steward.resource.Durations;
import dev.steward.resource.Holding;
import dev.steward.resource.Loss;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The end of a pool, once: fail the waiters, destroy what is idle, wait for what is leased, and at the deadline destroy
 * that too, under its holders.
 *
 * <p>The pool is marked closed before this begins. An acquire that read the mark just before may still take an idle slot,
 * and then is one of the leases that are waited for; a release that did may still make its slot idle. The sweeps repeat
 * until every resource is gone, so they find both.
 */
final class Closing<T> {
    private static final System.Logger LOG = System.getLogger(Pool.class.getName());
    private static final Duration BETWEEN_SWEEPS = Duration.ofMillis(2);

    /** What the destroy hooks have left when the deadline has passed. */
    private static final Duration GRACE = Duration.ofSeconds(2);

    /** What of that is left in any case for what had to wait behind hooks that hang. */
    private static final Duration LAST = Duration.ofMillis(500);

    private final Pool<T> pool;
    private final Population<T> population;
    private final Budget budget;
    private final Upkeep upkeep;
    private final long startNanos = System.nanoTime();

    Closing(Pool<T> pool, Population<T> population, Budget budget, Upkeep upkeep) {
        this.pool = pool;
        this.population = population;
        this.budget = budget;
        this.upkeep = upkeep;
    }

    CloseReport run(Duration deadline) {
        List<Holding> stillHeld = List.of();
        List<Throwable> failures = new ArrayList<>();
        Duration grace = GRACE;
        boolean interrupted = false;
        try {
            if (!sweepUntilEmpty(startNanos, Durations.toNanos(deadline))) {
                stillHeld = pool.holdings();
            }
        } catch (InterruptedException e) {
            interrupted = true;
            grace = Duration.ZERO;
            stillHeld = pool.holdings();
        }
        try {
            population.endings().revokeLeased();
            long now = System.nanoTime();
            long graceEnds = now + grace.toNanos();
            sweepUntilEmpty(now, grace.toNanos());
            long leftNanos = Math.max(graceEnds - System.nanoTime(), Math.min(grace.toNanos(), LAST.toNanos()));
            failures.addAll(population.dismiss(Duration.ofNanos(leftNanos)));
            if (population.size() > 0) {
                failures.add(
                        new IllegalStateException(population.size() + " resources could not be destroyed in time"));
            }
            upkeep.stop();
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (failures.isEmpty() && budget.used() == 0) {
            population.closeBudget();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        stillHeld.forEach(holding -> Census.note(new Loss(holding, Loss.Cause.OUTLASTED, true)));
        CloseReport report = new CloseReport(
                pool.name(), Duration.ofNanos(System.nanoTime() - startNanos), stillHeld, List.copyOf(failures));
        if (!report.isClean()) {
            LOG.log(System.Logger.Level.WARNING, report.toString());
        }
        return report;
    }

    private boolean sweepUntilEmpty(long sinceNanos, long limitNanos) throws InterruptedException {
        while (true) {
            population.endings().sweep();
            if (population.awaitEmpty(BETWEEN_SWEEPS)) {
                return true;
            }
            if (System.nanoTime() - sinceNanos >= limitNanos) {
                return false;
            }
        }
    }
}
