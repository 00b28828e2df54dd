package dev.steward.process;

import dev.steward.resource.Budget;
import dev.steward.resource.Kind;
import dev.steward.resource.Lease;
import dev.steward.resource.Managed;
import dev.steward.testing.LeaseContract;
import dev.steward.testing.ManagedContract;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

@DisabledOnOs(OS.WINDOWS)
class ProcessPoolContractTest {
    @Nested
    class Manages extends ManagedContract {
        @Override
        protected Kind kind() {
            return Kind.PROCESSES;
        }

        @Override
        protected Managed build(Budget budget) {
            return Programs.echo().buildWithin(budget);
        }

        @Override
        protected Held hold(Managed managed) {
            return ((ProcessPool) managed).acquire()::close;
        }
    }

    @Nested
    class Leases extends LeaseContract {
        @Override
        protected Managed build() {
            return Programs.echo().build();
        }

        @Override
        protected Lease<?> acquire(Managed from) {
            return ((ProcessPool) from).acquire();
        }
    }
}
