package dev.steward.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.steward.testing.NothingLeftBehind;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Something cuts off whatever was silent for a minute, and nobody has told the pool. */
@ExtendWith(NothingLeftBehind.class)
class IdleDeathsTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final Things things = new Things();
    private final Map<Things.Thing, Long> lastHeard = new ConcurrentHashMap<>();

    private PoolBuilder<Things.Thing> pool() {
        return Pool.builder("things", () -> {
                    Things.Thing thing = things.make();
                    lastHeard.put(thing, things.nanos.get());
                    return thing;
                })
                .destroy(things::end)
                .tick(Duration.ofHours(1))
                .lifetime(Duration.ofDays(1_000))
                .ticker(things.nanos::get)
                .size(2, 2)
                .keepalive(Duration.ofMinutes(2))
                .checkAfterIdle(Duration.ofDays(1))
                .check(thing -> {
                    long heard = lastHeard.getOrDefault(thing, 0L);
                    lastHeard.put(thing, things.nanos.get());
                    return things.nanos.get() - heard < LIMIT.toNanos();
                });
    }

    @Test
    void theAgeAtWhichTheyDieIsLearnedAndTheyAreKeptAliveFromThenOn() {
        try (Pool<Things.Thing> pool = pool().build()) {
            for (int i = 0; i < 60 && aliveAfter(pool, Duration.ofSeconds(10)); i++) {
                assertThat(pool.statistics().size()).isLessThanOrEqualTo(2);
            }
            assertThat(pool.learnedIdleLimit())
                    .hasValueSatisfying(limit -> assertThat(limit).isBetween(LIMIT, Duration.ofMinutes(2)));
            for (int i = 0; i < 300; i++) {
                aliveAfter(pool, Duration.ofSeconds(10));
            }
            long destroyed = pool.statistics().destroyed();
            for (int i = 0; i < 30; i++) {
                aliveAfter(pool, Duration.ofSeconds(10));
            }
            assertThat(pool.statistics().destroyed()).as("none dies any more").isEqualTo(destroyed);
        }
    }

    /** Lets time pass; says whether nothing has been learned yet. */
    private boolean aliveAfter(Pool<Things.Thing> pool, Duration time) {
        awaitRest(pool);
        things.pass(pool, time);
        awaitRest(pool);
        return pool.learnedIdleLimit().isEmpty();
    }

    /** A check that is still under way when more time passes would find a connection dead that was kept alive in time. */
    private static void awaitRest(Pool<Things.Thing> pool) {
        await().until(() -> pool.population().underway() == 0
                && pool.statistics().idle() == 2
                && pool.statistics().size() == 2);
    }

    @Test
    void aRestartThatKillsTheYoungWithTheOldTeachesNothing() {
        IdleDeaths deaths = new IdleDeaths(options());
        for (int connection = 0; connection < 10; connection++) {
            deaths.died(Duration.ofSeconds(30 + connection).toNanos(), connection);
        }
        assertThat(deaths.learned()).isEmpty();
    }

    @Test
    void oneThatSurvivesLongerContradicts() {
        IdleDeaths deaths = new IdleDeaths(options());
        long minute = Duration.ofMinutes(1).toNanos();
        deaths.died(minute, minute);
        deaths.died(minute, 2 * minute);
        deaths.survived(minute + 1);
        deaths.died(minute, 3 * minute);
        assertThat(deaths.learned()).isEmpty();
        deaths.died(minute, 4 * minute);
        deaths.died(minute, 5 * minute);
        assertThat(deaths.learned()).contains(Duration.ofMinutes(1));
        assertThat(Duration.ofNanos(deaths.keepaliveNanos())).isEqualTo(Duration.ofSeconds(45));
    }

    private PoolOptions<Things.Thing> options() {
        return pool().options();
    }
}
