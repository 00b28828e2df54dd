package dev.steward.work;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.resource.Budget;
import dev.steward.resource.Kind;
import dev.steward.testing.NothingLeftBehind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(NothingLeftBehind.class)
class WorkersStressTest {
    private static final int SUBMITTERS = 4;
    private static final int EACH = 3_000;

    /** Threads come, end and are refused all the time; a task that is queued with nobody to run it would hang this. */
    @Test
    void noTaskIsStrandedWhileThreadsComeAndGo() throws Exception {
        Budget threads = Budget.of(Kind.THREADS, "threads", 3);
        AtomicInteger ran = new AtomicInteger();
        List<CompletableFuture<Boolean>> submitters = new ArrayList<>();
        List<Thread> started = new ArrayList<>();
        try (Workers workers = Workers.ioBound("churn")
                .threads(8)
                .queue(3)
                .idleTimeout(Duration.ofNanos(20_000))
                .buildWithin(threads)) {
            for (int i = 0; i < SUBMITTERS; i++) {
                CompletableFuture<Boolean> done = new CompletableFuture<>();
                submitters.add(done);
                Thread submitter = new Thread(() -> submitAll(workers, threads, ran, done));
                started.add(submitter);
                submitter.start();
            }
            for (CompletableFuture<Boolean> done : submitters) {
                assertThat(done.get(60, TimeUnit.SECONDS)).isTrue();
            }
            assertThat(workers.close(Duration.ofSeconds(20)).isClean()).isTrue();
            assertThat(workers.statistics().completed()).isEqualTo(SUBMITTERS * (long) EACH);
        }
        assertThat(ran).hasValue(SUBMITTERS * EACH);
        assertThat(threads.used()).isZero();
        for (Thread submitter : started) {
            submitter.join();
        }
    }

    private static void submitAll(Workers workers, Budget threads, AtomicInteger ran, CompletableFuture<Boolean> done) {
        try {
            Future<?> last = CompletableFuture.completedFuture(null);
            for (int task = 0; task < EACH; task++) {
                last = workers.submit(ran::incrementAndGet);
                switch (task % 97) {
                    case 3 -> workers.reclaim(Long.MAX_VALUE);
                    case 11 -> last.get(30, TimeUnit.SECONDS);
                    case 23 -> threads.setLimit(1);
                    case 71 -> threads.setLimit(3);
                    default -> {}
                }
            }
            last.get(30, TimeUnit.SECONDS);
            done.complete(true);
        } catch (Exception failed) {
            done.completeExceptionally(failed);
        }
    }
}
