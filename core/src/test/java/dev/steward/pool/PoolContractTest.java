package dev.steward.pool;

import dev.steward.resource.Budget;
import dev.steward.resource.Kind;
import dev.steward.resource.Lease;
import dev.steward.resource.Managed;
import dev.steward.testing.LeaseContract;
import dev.steward.testing.ManagedContract;
import java.time.Duration;
import org.junit.jupiter.api.Nested;

class PoolContractTest {
    private static PoolBuilder<Object> builder(boolean shared) {
        PoolBuilder<Object> builder = Pool.<Object>builder("objects", Object::new)
                .kind(Kind.CONNECTIONS)
                .size(0, 4)
                .acquireTimeout(Duration.ofSeconds(5));
        return shared ? builder.sharedLeases() : builder;
    }

    @Nested
    class IsManaged extends ManagedContract {
        @Override
        protected Kind kind() {
            return Kind.CONNECTIONS;
        }

        @Override
        protected Managed build(Budget budget) {
            return builder(true).buildWithin(budget);
        }

        @Override
        protected Held hold(Managed managed) {
            return ((Pool<?>) managed).acquire()::close;
        }
    }

    abstract static class Leases extends LeaseContract {
        @Override
        protected Managed build() {
            return builder(shared()).build();
        }

        @Override
        protected Lease<?> acquire(Managed from) {
            return ((Pool<?>) from).acquire();
        }
    }

    @Nested
    class LeasesShared extends Leases {}

    @Nested
    class LeasesConfined extends Leases {
        @Override
        protected boolean shared() {
            return false;
        }
    }
}
