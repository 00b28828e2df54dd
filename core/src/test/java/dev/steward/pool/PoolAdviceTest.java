package dev.steward.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import dev.steward.resource.CreationFailedException;
import dev.steward.resource.Kind;
import dev.steward.resource.Lease;
import dev.steward.testing.NothingLeftBehind;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(NothingLeftBehind.class)
class PoolAdviceTest {
    private final Things things = new Things();

    @Test
    void whatIsCostlyAndOftenNeededIsPooled() throws Exception {
        AtomicLong clock = new AtomicLong();
        PoolAdvisor<String> advisor = new PoolAdvisor<>(
                "connection",
                () -> {
                    clock.addAndGet(Duration.ofMillis(20).toNanos());
                    return "connection";
                },
                clock::get);
        for (int i = 0; i < 100; i++) {
            advisor.use(connection -> clock.addAndGet(Duration.ofMillis(5).toNanos()));
        }
        PoolAdvice advice = advisor.advice();
        assertThat(advice.poolIt()).isTrue();
        assertThat(advice.creationCost()).isEqualTo(Duration.ofMillis(20));
        assertThat(advice.heldFor()).isEqualTo(Duration.ofMillis(5));
        assertThat(advice.perSecond()).isCloseTo(40, within(0.5));
        assertThat(advice.busy()).isCloseTo(0.2, within(0.01));
        assertThat(advice.size()).isEqualTo(3);
        assertThat(advice).asString().contains("pool it, with 3", "20 ms", "Erlang C");
    }

    @Test
    void whatIsCheapIsNot() throws Exception {
        AtomicLong clock = new AtomicLong();
        PoolAdvisor<String> advisor = new PoolAdvisor<>(
                "builder",
                () -> {
                    clock.addAndGet(50);
                    return "builder";
                },
                clock::get);
        for (int i = 0; i < 100; i++) {
            advisor.use(builder -> clock.addAndGet(1_000_000));
        }
        assertThat(advisor.advice()).asString().startsWith("builder: do not pool it; creating one takes 0 us");
        assertThatThrownBy(() -> new PoolAdvisor<String>("x", () -> {
                            throw new IllegalStateException("no");
                        })
                        .use(x -> {}))
                .isInstanceOf(CreationFailedException.class);
    }

    @Test
    void aPoolTellsWhatItMeasured() {
        try (Pool<Things.Thing> pool = things.pool().build()) {
            pool.acquire().close();
            assertThat(pool.advice().subject()).isEqualTo("things");
            assertThat(pool.advice().contention()).isEqualTo(1.0);
            assertThat(pool.advice()).asString().contains("had to wait");
        }
    }

    @Test
    void presetsAreABeginning() {
        PoolBuilder<String> builder = Pool.builder("db", () -> "x")
                .preset(PoolPreset.DATABASE_CONNECTIONS)
                .size(0, 3);
        assertThat(builder.kind()).isEqualTo(Kind.CONNECTIONS);
        try (Pool<String> pool = builder.build()) {
            assertThat(pool.statistics().max()).isEqualTo(3);
        }
        for (PoolPreset preset : PoolPreset.values()) {
            Pool.builder("x", () -> "x").preset(preset).build().close();
        }
    }

    @Test
    void theSmallestTierThatFitsIsServedFirstAndAFullOneFallsThrough() {
        try (Pool<Things.Thing> small = things.pool().size(0, 1).build();
                Pool<Things.Thing> large = things.pool().size(0, 1).build()) {
            TieredPool<Things.Thing> tiers = new TieredPool<>("tiers", Map.of(10L, small, 100L, large));
            Lease<Things.Thing> first = tiers.acquire(5, Duration.ofSeconds(10));
            assertThat(small.statistics().inUse()).isEqualTo(1);
            Lease<Things.Thing> second = tiers.acquire(5, Duration.ofSeconds(10));
            assertThat(large.statistics().inUse()).isEqualTo(1);
            assertThatThrownBy(() -> tiers.acquire(5, Duration.ofMillis(20)))
                    .hasMessageContaining("nothing became free");
            assertThatThrownBy(() -> tiers.acquire(101, Duration.ZERO))
                    .hasMessageContaining("largest tier holds, which is 100");
            first.close();
            tiers.acquire(10, Duration.ofSeconds(10)).close();
            second.close();
            tiers.acquire(50, Duration.ofSeconds(10)).close();
            await().until(() -> large.statistics().returned() == 2);
            assertThatThrownBy(() -> new TieredPool<Things.Thing>("none", Map.of()))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }
}
