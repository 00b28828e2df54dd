package dev.steward.work;

import dev.steward.resource.Budget;
import dev.steward.resource.Kind;
import dev.steward.resource.Managed;
import dev.steward.testing.ManagedContract;
import java.time.Duration;

/** A running task holds its thread, as a lease would. */
class WorkersContractTest extends ManagedContract {
    @Override
    protected Kind kind() {
        return Kind.THREADS;
    }

    @Override
    protected Managed build(Budget budget) {
        return Workers.ioBound("contract")
                .threads(2)
                .queue(0)
                .submitTimeout(Duration.ofSeconds(5))
                .buildWithin(budget);
    }

    @Override
    protected Held hold(Managed managed) {
        Gate gate = new Gate();
        ((Workers) managed).execute(gate);
        try {
            gate.awaitBegun();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        return gate::letGo;
    }

    @Override
    protected String holderName() {
        return "contract-1";
    }
}
