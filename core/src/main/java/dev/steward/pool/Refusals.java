package dev.steward.pool;

import dev.steward.resource.AcquireInterruptedException;
import dev.steward.resource.ConfinedLeaseException;
import dev.steward.resource.CreationFailedException;
import dev.steward.resource.Durations;
import dev.steward.resource.ExhaustedException;
import dev.steward.resource.Holding;
import dev.steward.resource.ResourceClosedException;
import dev.steward.resource.ResourceException;
import dev.steward.resource.SaturatedException;
import dev.steward.resource.StaleLeaseException;
import dev.steward.resource.Usage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The ways in which a pool says no, in words. They are made in the thread that is refused. Stateless. */
final class Refusals {
    private final Pool<?> pool;

    Refusals(Pool<?> pool) {
        this.pool = pool;
    }

    ResourceException exhausted(long startNanos) {
        Population<?> population = pool.population();
        List<Holding> holders = new ArrayList<>();
        Usage usage = pool.usageBy(holders);
        return new ExhaustedException(
                pool.name(),
                waitedSince(startNanos),
                usage,
                holders,
                whyNoMore(population),
                population.growth().creations().lastFailure());
    }

    /** Also what a check, a reset or a destroy has in its hands, which is neither in use nor to be had. */
    private static String whyNoMore(Population<?> population) {
        int checked = 0;
        int reset = 0;
        int destroyed = 0;
        for (Slot<?> slot : population.slots()) {
            int state = slot.state();
            checked += state == Slot.CHECKING ? 1 : 0;
            reset += state == Slot.LEASED && !slot.observedLeased() ? 1 : 0;
            destroyed += state == Slot.RETIRING ? 1 : 0;
        }
        List<String> reasons = new ArrayList<>(List.of(population.growth().whyNoMore()));
        reasons.add(checked == 0 ? "" : checked + " still being checked");
        reasons.add(reset == 0 ? "" : reset + " still being reset or passed on");
        reasons.add(destroyed == 0 ? "" : destroyed + " still being destroyed");
        reasons.removeIf(String::isEmpty);
        return String.join(", ", reasons);
    }

    ResourceException saturated(int maxWaiters) {
        return new SaturatedException(
                pool.name(),
                pool.name() + ": " + pool.waiters() + " callers wait already and no more than " + maxWaiters
                        + " may (maxWaiters); next: shed this request, or find out what holds the resources: "
                        + pool.holdings(),
                null);
    }

    ResourceException creationFailed(Throwable failure) {
        return new CreationFailedException(
                pool.name(),
                pool.name() + ": no " + pool.kind() + " can be had, and waiting would not help: " + failure
                        + "; next: mend what the cause says",
                failure);
    }

    ResourceException interrupted(long startNanos) {
        return new AcquireInterruptedException(
                pool.name(),
                pool.name() + ": interrupted after waiting for " + Durations.format(waitedSince(startNanos)),
                null);
    }

    ResourceException closed() {
        return new ResourceClosedException(
                pool.name(), pool.name() + ": the pool is closed and gives no leases any more", null);
    }

    ResourceException stale() {
        return new StaleLeaseException(
                pool.name(),
                pool.name() + ": this lease is closed, invalidated or handed over, and the resource may have another"
                        + " holder; next: keep the lease open for as long as the resource is used",
                null);
    }

    ResourceException confined(String holder) {
        return new ConfinedLeaseException(
                pool.name(),
                pool.name() + ": this lease is confined to " + holder + " and "
                        + Thread.currentThread().getName()
                        + " tried to give it back; nothing was changed; next: close it"
                        + " there, or let that thread call handOver(name) before it passes the lease on",
                null);
    }

    private static Duration waitedSince(long startNanos) {
        return Duration.ofNanos(System.nanoTime() - startNanos);
    }
}
