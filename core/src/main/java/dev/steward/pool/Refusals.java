package dev.steward.pool;

import dev.steward.resource.AcquireInterruptedException;
import dev.steward.resource.ConfinedLeaseException;
import dev.steward.resource.CreationFailedException;
import dev.steward.resource.Durations;
import dev.steward.resource.ExhaustedException;
import dev.steward.resource.ResourceClosedException;
import dev.steward.resource.ResourceException;
import dev.steward.resource.SaturatedException;
import dev.steward.resource.StaleLeaseException;
import java.time.Duration;

/** The ways in which a pool says no, in words. They are made in the thread that is refused. Stateless. */
final class Refusals {
    private final Pool<?> pool;

    Refusals(Pool<?> pool) {
        this.pool = pool;
    }

    ResourceException exhausted(long startNanos) {
        Population<?> population = pool.population();
        return new ExhaustedException(
                pool.name(),
                waitedSince(startNanos),
                pool.usage(),
                pool.holdings(),
                population.whyNoMore(),
                population.creations().lastFailure());
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
