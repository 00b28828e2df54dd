package dev.steward.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.steward.testing.NothingLeftBehind;
import java.text.MessageFormat;
import java.time.Duration;
import java.util.List;
import java.util.ResourceBundle;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What becomes of tasks that run over. */
@ExtendWith(NothingLeftBehind.class)
class WorkersTimeoutTest {
    private static WorkersBuilder impatient() {
        return Workers.cpuBound("import").threads(1).taskTimeout(Duration.ofMillis(20));
    }

    @Test
    void aTaskThatRunsOverIsInterruptedAndItsFutureSaysSo() {
        try (Workers workers = impatient().build()) {
            Future<?> future = workers.submit(() -> {
                new CountDownLatch(1).await();
                return 1;
            });
            assertThatThrownBy(future::get)
                    .isInstanceOf(ExecutionException.class)
                    .cause()
                    .isInstanceOf(TimeoutException.class)
                    .hasMessage("task WorkersTimeoutTest lambda ran over its timeout of 20 ms and was interrupted")
                    .hasCauseInstanceOf(InterruptedException.class);
            await().until(() -> workers.statistics().failed() == 1);
            assertThat(workers.statistics().timedOut()).isEqualTo(1);
            assertThat(workers.statistics().stuck()).isZero();
        }
    }

    @Test
    void aTaskInTimeIsLeftAlone() throws Exception {
        try (Workers workers = impatient().taskTimeout(Duration.ofMinutes(1)).build()) {
            assertThat(workers.submit(() -> 7).get()).isEqualTo(7);
            assertThat(workers.statistics().timedOut()).isZero();
        }
    }

    @Test
    void aTaskThatTakesNoNoticeIsReportedWithItsStack() {
        AtomicBoolean enough = new AtomicBoolean();
        List<String> log = new CopyOnWriteArrayList<>();
        try (Workers workers = impatient().logger(new Listener(log)).build()) {
            workers.execute(() -> spinUntil(enough));
            await().until(() -> workers.statistics().stuck() == 1);
            await().until(() -> !log.isEmpty());
            assertThat(log.get(0))
                    .contains("spinUntil")
                    .contains("import: task WorkersTimeoutTest lambda on import-1 ran over its timeout of 20 ms")
                    .contains("takes no notice");
            assertThat(workers.usage().inUse()).isEqualTo(1);
            enough.set(true);
        }
    }

    private static void spinUntil(AtomicBoolean enough) {
        while (!enough.get()) {
            Thread.onSpinWait();
        }
    }

    private record Listener(List<String> log) implements System.Logger {
        @Override
        public String getName() {
            return "listener";
        }

        @Override
        public boolean isLoggable(Level level) {
            return true;
        }

        @Override
        public void log(Level level, @Nullable ResourceBundle bundle, String message, Throwable thrown) {
            log.add(message);
        }

        @Override
        public void log(Level level, @Nullable ResourceBundle bundle, String format, Object... values) {
            log.add(MessageFormat.format(format, values));
        }
    }
}
