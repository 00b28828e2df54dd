package dev.steward.pool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.resource.Holding;
import dev.steward.resource.Lease;
import dev.steward.testing.NothingLeftBehind;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the ledger asks for at every tick. */
@ExtendWith(NothingLeftBehind.class)
class PoolOverdueTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final Things things = new Things();
    private final Callers callers = new Callers();

    @Test
    void aLeaseIsOverdueWhenItHasLastedForSoLongAndNoLongerWhenItIsClosed() {
        try (Pool<Things.Thing> pool = things.pool().size(0, 3).build()) {
            Lease<Things.Thing> old = pool.acquire(Callers.LONG);
            things.pass(pool, Duration.ofSeconds(59));
            Lease<Things.Thing> young = pool.acquire(Callers.LONG);
            assertThat(pool.overdue(MINUTE)).isEmpty();
            things.pass(pool, Duration.ofSeconds(1));
            assertThat(pool.overdue(MINUTE))
                    .singleElement()
                    .satisfies(holding -> assertThat(holding.ticket()).isEqualTo(old));
            old.close();
            assertThat(pool.overdue(MINUTE)).isEmpty();
            things.pass(pool, MINUTE);
            assertThat(pool.overdue(MINUTE)).extracting(Holding::ticket).containsExactly(young);
            young.close();
        }
    }

    @Test
    void allThatIsHeldHasLastedForNoTimeAtLeast() {
        try (Pool<Things.Thing> pool = things.pool().size(0, 3).build()) {
            Lease<Things.Thing> one = pool.acquire(Callers.LONG);
            Lease<Things.Thing> other = pool.acquire(Callers.LONG);
            assertThat(pool.overdue(Duration.ZERO)).hasSameSizeAs(pool.holdings());
            one.close();
            other.close();
            assertThat(pool.overdue(Duration.ZERO)).isEmpty();
        }
    }

    @Test
    void anOrphanIsOverdueHoweverYoungItIs() throws Exception {
        try (Pool<Things.Thing> pool =
                things.pool().size(0, 3).sharedLeases().reclaimOrphans(false).build()) {
            Lease<Things.Thing> left =
                    callers.call(() -> pool.acquire(Callers.LONG)).get();
            callers.join();
            pool.tick();
            assertThat(pool.overdue(MINUTE))
                    .singleElement()
                    .satisfies(holding -> assertThat(holding.isOrphaned()).isTrue());
            left.close();
            pool.tick();
            assertThat(pool.overdue(MINUTE)).isEmpty();
        }
    }
}
