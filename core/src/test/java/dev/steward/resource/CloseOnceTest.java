package dev.steward.resource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class CloseOnceTest {
    private final CloseOnce closing = new CloseOnce();
    private final AtomicInteger times = new AtomicInteger();

    private CloseReport close() {
        times.incrementAndGet();
        return new CloseReport("thing", Duration.ZERO, List.of(), List.of());
    }

    @Test
    void whoComesLaterGetsTheReportOfTheFirst() {
        assertThat(closing.hasBegun()).isFalse();
        CloseReport first = closing.run(this::close);
        assertThat(closing.run(this::close)).isSameAs(first);
        assertThat(times).hasValue(1);
        assertThat(closing.isDone()).isTrue();
    }

    @Test
    void whoComesMeanwhileWaitsForIt() throws Exception {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        CompletableFuture<CloseReport> first = CompletableFuture.supplyAsync(() -> closing.run(() -> {
            inside.countDown();
            await(goOn);
            return close();
        }));
        await(inside);
        assertThat(closing.hasBegun()).isTrue();
        assertThat(closing.isDone()).isFalse();
        CompletableFuture<CloseReport> second = CompletableFuture.supplyAsync(() -> closing.run(this::close));
        goOn.countDown();
        assertThat(second.get(10, TimeUnit.SECONDS)).isSameAs(first.get(10, TimeUnit.SECONDS));
        assertThat(times).hasValue(1);
    }

    @Test
    void aClosingThatFailsLeavesNobodyWaiting() {
        assertThatThrownBy(() -> closing.run(() -> {
                    throw new IllegalArgumentException("stuck");
                }))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> closing.run(this::close)).hasRootCauseMessage("stuck");
        assertThat(times).hasValue(0);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
