package dev.steward.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steward.resource.Budget;
import dev.steward.resource.Census;
import dev.steward.resource.Kind;
import dev.steward.resource.Lease;
import dev.steward.resource.Managed;
import dev.steward.resource.StaleLeaseException;
import dev.steward.testing.LeaseContract;
import dev.steward.testing.ManagedContract;
import dev.steward.testing.NothingLeftBehind;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(NothingLeftBehind.class)
class ByteArrayPoolTest {
    private static ByteArrayPool build(Budget budget) {
        return ByteArrayPool.blueprint(BufferPool.builder("arrays")).buildWithin(budget);
    }

    @Test
    void anArrayIsUsedAgainAndIsLongEnough() {
        Budget memory = Budget.of(Kind.MEMORY, "memory", 1 << 20);
        try (ByteArrayPool pool = build(memory)) {
            byte[] first;
            try (Lease<byte[]> lease = pool.acquire(1000)) {
                first = lease.get();
                assertThat(first).hasSize(1024);
            }
            Lease<byte[]> again = pool.acquire(1024);
            assertThat(again.get()).isSameAs(first);
            Lease<byte[]> other = pool.tryAcquire(1024).orElseThrow();
            assertThat(other.get()).isNotSameAs(first);
            again.close();
            other.close();
            assertThatThrownBy(again::get).isInstanceOf(StaleLeaseException.class);
            assertThat(memory.used()).isEqualTo(2 * 1024);
            assertThat(pool.statistics().hitRate()).isGreaterThan(0.3);
        }
    }

    @Test
    void theCensusDoesNotCountItTwice() {
        try (ByteArrayPool pool = build(Budget.unlimited(Kind.MEMORY, "memory"))) {
            assertThat(Census.managed())
                    .contains(pool)
                    .noneMatch(managed -> managed instanceof BufferPool buffers
                            && buffers.name().equals("arrays")
                            && !buffers.isClosed());
        }
    }

    @Nested
    class Manages extends ManagedContract {
        @Override
        protected Kind kind() {
            return Kind.MEMORY;
        }

        @Override
        protected Managed build(Budget budget) {
            return ByteArrayPoolTest.build(budget);
        }

        @Override
        protected Held hold(Managed managed) {
            return ((ByteArrayPool) managed).acquire(1000)::close;
        }
    }

    @Nested
    class Leases extends LeaseContract {
        @Override
        protected Managed build() {
            return ByteArrayPoolTest.build(Budget.unlimited(Kind.MEMORY, "memory"));
        }

        @Override
        protected Lease<?> acquire(Managed from) {
            return ((ByteArrayPool) from).acquire(1000);
        }
    }
}
