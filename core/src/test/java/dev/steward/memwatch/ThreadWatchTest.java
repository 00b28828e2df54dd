package dev.steward.memwatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.steward.testing.NothingLeftBehind;
import dev.steward.work.Workers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(NothingLeftBehind.class)
class ThreadWatchTest {
    private final AtomicLong nanos = new AtomicLong();
    private final ThreadWatch watch = new ThreadWatch(List::of, Duration.ofSeconds(10), nanos::get);

    @Test
    void threadsThatGrowInNumberAreToldByThePatternOfTheirNames() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        List<Thread> threads = new ArrayList<>();
        Runnable waiting = () -> {
            try {
                end.await();
            } catch (InterruptedException over) {
                Thread.currentThread().interrupt();
            }
        };
        try {
            for (int i = 0; i < 61; i++) {
                if (i == 1) {
                    assertThat(watch.look()).isEmpty();
                }
                Thread thread = new Thread(waiting, "spawn-" + i + "-of-60");
                threads.add(thread);
                thread.start();
            }
            assertThat(watch.look()).singleElement().satisfies(finding -> {
                assertThat(finding.sort()).isEqualTo(ThreadFinding.Sort.GROWTH);
                assertThat(finding.threads()).isEqualTo("spawn-#-of-#");
                assertThat(finding.count()).isEqualTo(61);
                assertThat(finding.toString()).contains("there were 1", "next:");
            });
            assertThat(watch.look()).isEmpty();
            assertThat(watch.strays()).containsEntry("spawn-#-of-#", 61);
        } finally {
            end.countDown();
            for (Thread thread : threads) {
                thread.join();
            }
        }
    }

    @Test
    void aThreadThatIsBlockedForLongIsToldOnceWithItsStackAndWhoHoldsTheMonitor() throws Exception {
        Object monitor = new Object();
        Thread blocked = new Thread(
                () -> {
                    synchronized (monitor) {
                        nanos.incrementAndGet();
                    }
                },
                "blocked");
        synchronized (monitor) {
            blocked.start();
            await().until(() -> blocked.getState() == Thread.State.BLOCKED);
            assertThat(watch.look()).isEmpty();
            nanos.addAndGet(Duration.ofSeconds(11).toNanos());
            assertThat(watch.look()).singleElement().satisfies(finding -> {
                assertThat(finding.sort()).isEqualTo(ThreadFinding.Sort.BLOCKED);
                assertThat(finding.threads()).isEqualTo("blocked");
                assertThat(finding.stack()).isNotEmpty();
                assertThat(finding.toString()).contains(Thread.currentThread().getName());
            });
            assertThat(watch.look()).isEmpty();
        }
        blocked.join();
    }

    @Test
    void threadsOfManagedWorkersAreNoStrays() throws Exception {
        try (Workers workers = Workers.cpuBound("known").threads(1).build()) {
            workers.submit(() -> {}).get();
            ThreadWatch knowing = new ThreadWatch(() -> List.of(workers), Duration.ofSeconds(10));
            assertThat(knowing.strays()).doesNotContainKey("known-#");
            assertThat(watch.strays()).containsKey("known-#");
        }
    }
}
