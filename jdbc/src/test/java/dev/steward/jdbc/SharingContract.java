package dev.steward.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.steward.resource.Kind;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Many holders on few connections, and the books. */
interface SharingContract extends OnDatabase {
    @Test
    default void sixteenThreadsOnFourConnectionsLoseNoRowAndAddNone() throws Exception {
        int threads = 16;
        int rounds = 60;
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        try (JdbcPool pool = database().pool("busy").size(0, 4).build()) {
            List<Future<Integer>> workers = new ArrayList<>();
            for (int worker = 0; worker < threads; worker++) {
                int number = worker;
                workers.add(executor.submit(() -> work(pool, number, rounds)));
            }
            int committed = 0;
            for (Future<Integer> worker : workers) {
                committed += worker.get(60, TimeUnit.SECONDS);
            }
            assertThat(countBeside()).isEqualTo(committed);
            assertThat(pool.statistics().size()).isLessThanOrEqualTo(4);
            assertThat(pool.usage().inUse()).isZero();
            assertThat(pool.usage().acquired()).isEqualTo((long) threads * rounds);
        } finally {
            executor.shutdown();
            assertThat(executor.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    /** Commits one round in three, abandons one, and lets auto-commit do the third. */
    private int work(JdbcPool pool, int worker, int rounds) throws SQLException {
        int committed = 0;
        for (int round = 0; round < rounds; round++) {
            try (Connection connection = pool.getConnection()) {
                connection.setAutoCommit(round % 3 == 2);
                insert(connection, worker * rounds + round);
                if (round % 3 == 0) {
                    connection.commit();
                }
                committed += round % 3 == 1 ? 0 : 1;
            }
        }
        return committed;
    }

    @Test
    default void itIsManagedAsAPoolOfConnections() throws SQLException {
        try (JdbcPool pool = database().pool("managed").size(0, 3).build()) {
            assertThat(pool.name()).isEqualTo("managed");
            assertThat(pool.kind()).isEqualTo(Kind.CONNECTIONS);
            try (Connection connection = pool.getConnection()) {
                assertThat(connection.isClosed()).isFalse();
                assertThat(pool.usage().inUse()).isEqualTo(1);
                assertThat(pool.budget().used()).isBetween(1L, 3L);
                assertThat(pool.holdings())
                        .singleElement()
                        .satisfies(holding -> assertThat(holding.thread()).isSameAs(Thread.currentThread()));
            }
            assertThat(pool.reclaim(Long.MAX_VALUE)).isPositive();
            await().until(() -> pool.budget().used() == 0);
        }
    }
}
