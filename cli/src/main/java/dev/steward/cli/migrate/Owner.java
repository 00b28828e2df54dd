package dev.steward.cli.migrate;

import dev.steward.Steward;
import dev.steward.cli.fault.FaultMode;
import dev.steward.cli.show.Glance;
import dev.steward.ledger.Ledger;
import dev.steward.ledger.LedgerBuilder;
import dev.steward.resource.Blueprint;
import dev.steward.resource.Kind;
import dev.steward.resource.Managed;
import dev.steward.resource.Tracing;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.jspecify.annotations.Nullable;

/**
 * Who owns what a run works with: a Steward with the limits of the order, or, in a run that is ungoverned for comparison,
 * nobody in particular: what is built then has no limit, and nobody watches it. Threadsafe.
 */
public final class Owner implements AutoCloseable {
    private final @Nullable Steward steward;
    private final Deque<Managed> unwatched = new ConcurrentLinkedDeque<>();

    private Owner(@Nullable Steward steward) {
        this.steward = steward;
    }

    /** The owner that an order asks for. */
    public static Owner of(Order order) {
        return new Owner(order.governed() ? steward(order) : null);
    }

    private static Steward steward(Order order) {
        Limits limits = Limits.of(order);
        return Steward.builder()
                .limit(Kind.MEMORY, limits.memory())
                .limit(Kind.CONNECTIONS, limits.connections())
                .limit(Kind.THREADS, limits.threads())
                .limit(Kind.FILES, limits.files())
                .ledger(ledgerFor(order.faults()))
                .shutdownHook(false)
                .build();
    }

    /** Where leaks are planted every lease is traced: each of them is to be found with its line, not only a share. */
    private static LedgerBuilder ledgerFor(FaultMode faults) {
        return Ledger.builder().tracing(faults == FaultMode.NONE ? Tracing.SAMPLED : Tracing.ALL);
    }

    <M extends Managed> M manage(Blueprint<M> blueprint) {
        if (steward != null) {
            return steward.manage(blueprint);
        }
        M built = blueprint.build();
        unwatched.push(built);
        return built;
    }

    /** The Steward, if there is one. */
    Optional<Steward> steward() {
        return Optional.ofNullable(steward);
    }

    /** What can be told at any moment, if there is somebody who knows. */
    public Optional<Glance> glance() {
        return steward().map(Glance::at);
    }

    @Override
    public void close() {
        if (steward != null) {
            steward.close();
        }
        for (Managed managed : unwatched) {
            managed.close();
        }
    }
}
