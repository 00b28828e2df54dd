package dev.steward.cleanup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.steward.testing.NothingLeftBehind;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(NothingLeftBehind.class)
class CleanupRegistryTest {
    private final List<String> done = new CopyOnWriteArrayList<>();
    private final Object owner = new Object();

    @Test
    void anActionRunsOnceWhoeverAsks() {
        try (CleanupRegistry registry = new CleanupRegistry()) {
            Cleanup cleanup = registry.register(owner, "once", () -> done.add("once"));
            cleanup.run();
            cleanup.run();
            assertThat(registry.runAll().succeeded()).isEmpty();
            assertThat(done).containsExactly("once");
            assertThat(registry.statistics().succeeded()).isEqualTo(1);
            assertThat(registry.statistics().successRate()).isEqualTo(1.0);
        }
    }

    @Test
    void anActionRunsWhenItsOwnerWasForgotten() {
        try (CleanupRegistry registry = new CleanupRegistry()) {
            registerForForgotten(registry);
            await().atMost(Duration.ofSeconds(30)).until(() -> {
                System.gc();
                return done.contains("forgotten");
            });
        }
    }

    private void registerForForgotten(CleanupRegistry registry) {
        List<String> log = done;
        assertThat(registry.register(new Object(), "forgotten", () -> log.add("forgotten"))
                        .name())
                .isEqualTo("forgotten");
    }

    @Test
    void allRunTogetherEachAfterWhatItDependsOnAlsoWhenThatFails() {
        try (CleanupRegistry registry = new CleanupRegistry()) {
            Cleanup pool = registry.register(owner, "pool", () -> done.add("pool"));
            Cleanup writer = registry.register(owner, "writer", () -> {
                done.add("writer");
                throw new IOException("disk full");
            });
            Cleanup server = registry.registerAsync(
                    owner,
                    "server",
                    Duration.ofSeconds(10),
                    () -> CompletableFuture.runAsync(() -> done.add("server")));
            pool.after(writer);
            writer.after(server);
            CleanupReport report = registry.runAll();
            assertThat(done).containsExactly("server", "writer", "pool");
            assertThat(report.succeeded()).containsExactlyInAnyOrder("server", "pool");
            assertThat(report.failed()).containsOnlyKeys("writer");
            assertThat(report.failed().get("writer")).hasMessage("disk full");
            assertThat(registry.statistics().failed()).isEqualTo(1);
            assertThat(registry.statistics().successRate()).isBetween(0.6, 0.7);
        }
    }

    @Test
    void theyRunSideBySide() {
        CountDownLatch both = new CountDownLatch(2);
        try (CleanupRegistry registry = new CleanupRegistry()) {
            for (String name : List.of("one", "other")) {
                Cleanup unused = registry.register(owner, name, () -> {
                    both.countDown();
                    both.await();
                });
            }
            assertThat(registry.runAll().isClean()).isTrue();
        }
    }

    @Test
    void whatHangsIsLateAndHoldsUpNobody() {
        CountDownLatch never = new CountDownLatch(1);
        try (CleanupRegistry registry = new CleanupRegistry()) {
            Cleanup hangs = registry.registerAsync(owner, "hangs", Duration.ofMillis(50), CompletableFuture::new);
            Cleanup blocks = registry.registerAsync(owner, "blocks", Duration.ofMillis(50), () -> {
                try {
                    never.await();
                } catch (InterruptedException told) {
                    Thread.currentThread().interrupt();
                }
                return CompletableFuture.completedFuture(null);
            });
            Cleanup after =
                    registry.register(owner, "after", () -> done.add("after")).after(hangs, blocks);
            CleanupReport report = registry.runAll();
            assertThat(report.late()).containsExactlyInAnyOrder("hangs", "blocks");
            assertThat(report.succeeded()).containsExactly(after.name());
            assertThat(report.isClean()).isFalse();
            assertThat(registry.statistics().late()).isEqualTo(2);
        } finally {
            never.countDown();
        }
    }

    @Test
    void whatHangsForAForgottenOwnerHoldsUpNeitherTheNextNorTheClose() {
        CountDownLatch never = new CountDownLatch(1);
        CleanupRegistry registry = new CleanupRegistry();
        try {
            registerForForgotten(registry, Duration.ofMillis(50), () -> {
                done.add("hangs");
                try {
                    never.await();
                } catch (InterruptedException told) {
                    Thread.currentThread().interrupt();
                }
                return CompletableFuture.completedFuture(null);
            });
            await().atMost(Duration.ofSeconds(30)).until(() -> {
                System.gc();
                return done.contains("hangs");
            });
            registerForForgotten(registry);
            await().atMost(Duration.ofSeconds(30)).until(() -> {
                System.gc();
                return done.contains("forgotten");
            });
            assertThat(registry.statistics().late()).isEqualTo(1);
        } finally {
            registry.close();
            never.countDown();
        }
    }

    private static void registerForForgotten(
            CleanupRegistry registry, Duration deadline, Supplier<CompletableFuture<?>> action) {
        assertThat(registry.registerAsync(new Object(), "hangs", deadline, action)
                        .name())
                .isEqualTo("hangs");
    }

    @Test
    void closingRunsWhatIsLeftAndTakesNoMore() {
        CleanupRegistry registry = new CleanupRegistry();
        Cleanup unused = registry.register(owner, "left", () -> done.add("left"));
        Cleanup cancelled = registry.register(owner, "cancelled", () -> done.add("cancelled"));
        assertThat(cancelled.cancel()).isTrue();
        assertThat(cancelled.cancel()).isFalse();
        registry.close();
        assertThat(done).containsExactly("left");
        assertThatThrownBy(() -> registry.register(owner, "late", () -> done.add("late")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("closed");
    }

    @Test
    void aFailureReachesWhoRunsIt() {
        try (CleanupRegistry registry = new CleanupRegistry()) {
            Cleanup cleanup = registry.register(owner, "fails", () -> {
                throw new IOException("no");
            });
            assertThatThrownBy(cleanup::run)
                    .isInstanceOf(CompletionException.class)
                    .hasRootCauseMessage("no");
        }
    }

    @Test
    void nonsenseIsRefused() {
        try (CleanupRegistry registry = new CleanupRegistry()) {
            assertThatThrownBy(() -> registry.register(owner, " ", () -> {}))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("name");
            assertThatThrownBy(() -> registry.registerAsync(
                            owner, "hasty", Duration.ZERO, () -> CompletableFuture.completedFuture(null)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("deadline");
            Cleanup one = registry.register(owner, "one", () -> {});
            Cleanup other = registry.register(owner, "other", () -> {}).after(one);
            assertThatThrownBy(() -> one.after(other))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("runs after it");
        }
    }
}
