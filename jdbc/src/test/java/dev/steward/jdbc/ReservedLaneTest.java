package dev.steward.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.testing.NothingLeftBehind;
import java.sql.Connection;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(NothingLeftBehind.class)
class ReservedLaneTest {
    /** Each of two has one of two connections and needs another: without the lane both would wait until they time out. */
    @Test
    void whoHoldsAConnectionGetsASecondOne() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try (JdbcPool pool = JdbcPool.builder("two each")
                .url("jdbc:h2:mem:lane")
                .size(2, 2)
                .reservedLane(1)
                .acquireTimeout(Duration.ofSeconds(10))
                .build()) {
            CyclicBarrier bothHold = new CyclicBarrier(2);
            Callable<Boolean> twice = () -> {
                try (Connection first = pool.getConnection()) {
                    bothHold.await(10, TimeUnit.SECONDS);
                    assertThat(pool.isHeldBy(Thread.currentThread())).isTrue();
                    try (Connection second = pool.getConnection()) {
                        return first.isValid(1) && second.isValid(1);
                    }
                }
            };
            Future<Boolean> one = threads.submit(twice);
            Future<Boolean> other = threads.submit(twice);
            assertThat(one.get(20, TimeUnit.SECONDS)).isTrue();
            assertThat(other.get(20, TimeUnit.SECONDS)).isTrue();
            assertThat(pool.lane().size()).isEqualTo(1);
        } finally {
            threads.shutdown();
        }
    }
}
