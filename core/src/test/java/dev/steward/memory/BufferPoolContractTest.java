package dev.steward.memory;

import dev.steward.resource.Budget;
import dev.steward.resource.Kind;
import dev.steward.resource.Lease;
import dev.steward.resource.Managed;
import dev.steward.testing.LeaseContract;
import dev.steward.testing.ManagedContract;
import java.time.Duration;
import org.junit.jupiter.api.Nested;

class BufferPoolContractTest {
    private static final int LARGER_THAN_POOLED = 3 << 20;

    private static BufferPoolBuilder builder() {
        return BufferPool.builder("buffers").idleTimeout(Duration.ofHours(1)).acquireTimeout(Duration.ofSeconds(5));
    }

    abstract static class Manages extends ManagedContract {
        private final BufferPoolBuilder builder;
        private final int bytes;

        Manages(BufferPoolBuilder builder, int bytes) {
            this.builder = builder;
            this.bytes = bytes;
        }

        @Override
        protected Kind kind() {
            return Kind.MEMORY;
        }

        @Override
        protected Managed build(Budget budget) {
            return builder.buildWithin(budget);
        }

        @Override
        protected Held hold(Managed managed) {
            return ((BufferPool) managed).acquire(bytes)::close;
        }

        @Override
        protected boolean keepsIdle() {
            return bytes < LARGER_THAN_POOLED;
        }
    }

    abstract static class Leases extends LeaseContract {
        private final BufferPoolBuilder builder;
        private final int bytes;

        Leases(BufferPoolBuilder builder, int bytes) {
            this.builder = builder;
            this.bytes = bytes;
        }

        @Override
        protected Managed build() {
            return builder.build();
        }

        @Override
        protected Lease<?> acquire(Managed from) {
            return ((BufferPool) from).acquire(bytes);
        }
    }

    @Nested
    class ManagesDirectBuffers extends Manages {
        ManagesDirectBuffers() {
            super(builder(), 1000);
        }
    }

    @Nested
    class ManagesHeapBuffers extends Manages {
        ManagesHeapBuffers() {
            super(builder().heap(), 1000);
        }
    }

    @Nested
    class ManagesUnpooledBuffers extends Manages {
        ManagesUnpooledBuffers() {
            super(builder(), LARGER_THAN_POOLED);
        }
    }

    @Nested
    class LeasesDirectBuffers extends Leases {
        LeasesDirectBuffers() {
            super(builder(), 5000);
        }
    }

    @Nested
    class LeasesHeapBuffers extends Leases {
        LeasesHeapBuffers() {
            super(builder().heap(), 5000);
        }
    }

    @Nested
    class LeasesUnpooledBuffers extends Leases {
        LeasesUnpooledBuffers() {
            super(builder().heap(), LARGER_THAN_POOLED);
        }
    }
}
