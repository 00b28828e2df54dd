package dev.steward.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.steward.resource.AcquireInterruptedException;
import dev.steward.resource.Bytes;
import dev.steward.resource.Lease;
import dev.steward.resource.ResourceException;
import dev.steward.testing.NothingLeftBehind;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;

@DisabledOnOs(OS.WINDOWS)
@ExtendWith(NothingLeftBehind.class)
class ProcessPoolTest {
    private static final Duration SHORT = Duration.ofMillis(200);

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static ProcessFailedException failureOf(ProcessPool pool, String request, Duration timeout) {
        return catchThrowableOfType(ProcessFailedException.class, () -> pool.request(bytes(request), timeout));
    }

    @Test
    void requestsAreAnsweredByTheSameWarmChild() {
        try (ProcessPool pool = Programs.echo().build()) {
            assertThat(pool.request("hello")).isEqualTo("hello");
            assertThat(pool.request("größer, 10 €")).isEqualTo("größer, 10 €");
            assertThat(pool.usage().idle()).isEqualTo(1);
            assertThat(pool.usage().acquired()).isEqualTo(2);
        }
    }

    @Test
    void aChildThatGivesNoAnswerInTimeIsKilledAndReplaced() {
        try (ProcessPool pool = Programs.echo().build()) {
            pool.request("warm");
            ProcessFailedException failure = failureOf(pool, "silent", SHORT);
            assertThat(failure.reason()).isEqualTo(ProcessFailedException.Reason.TIMED_OUT);
            assertThat(failure)
                    .hasMessageContaining("gave no answer within 1")
                    .hasMessageContaining("killed with all that it started");
            assertThat(pool.request("again")).isEqualTo("again");
        }
    }

    @Test
    void whatAChildWroteToItsErrorOutputIsInTheMessage() {
        try (ProcessPool pool = Programs.echo().build()) {
            ProcessFailedException failure = failureOf(pool, "die today", Duration.ofSeconds(20));
            assertThat(failure.reason()).isEqualTo(ProcessFailedException.Reason.DIED);
            assertThat(failure)
                    .hasMessageContaining("ended with code 3 before it answered")
                    .hasMessageContaining("it wrote last: cannot go on: die today");
        }
    }

    @Test
    void errorOutputIsReadToItsEndAndItsLastPartKept() {
        try (ProcessPool pool = Programs.echo().errorsKept(100).build()) {
            assertThat(pool.request("loud")).isEqualTo("done");
            assertThat(failureOf(pool, "die", Duration.ofSeconds(20)).toString())
                    .hasSizeLessThan(500);
        }
    }

    @Test
    void anAnswerThatNobodyAskedForIsNeverTakenForTheNext() {
        try (ProcessPool pool = Programs.echo().size(1, 1).build()) {
            assertThat(pool.request("twice")).isEqualTo("one");
            await().untilAsserted(() -> {
                try {
                    assertThat(pool.request("mine")).isEqualTo("mine");
                } catch (ProcessFailedException unasked) {
                    assertThat(unasked.reason()).isEqualTo(ProcessFailedException.Reason.PROTOCOL);
                }
            });
        }
    }

    @Test
    void anAnswerThatIsTooLongFailsAndSaysWhatToDo() {
        try (ProcessPool pool = Programs.echo().maxAnswer(20).build()) {
            ProcessFailedException failure = failureOf(pool, "big", Duration.ofSeconds(20));
            assertThat(failure.reason()).isEqualTo(ProcessFailedException.Reason.PROTOCOL);
            assertThat(failure).hasMessageContaining("more than 20 bytes").hasMessageContaining("raise maxAnswer");
        }
    }

    @Test
    void aRequestThatTheFramingCannotCarryIsRefusedAndTheChildLives() {
        try (ProcessPool pool = Programs.echo().build()) {
            assertThatThrownBy(() -> pool.request("two\nlines"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("LENGTH_PREFIXED");
        }
    }

    @Test
    void lengthPrefixedMessagesMayHoldAnything() {
        byte[] message = new byte[200_000];
        message[5] = '\n';
        try (ProcessPool pool = ProcessPool.builder("cat", "cat")
                .framing(Framing.LENGTH_PREFIXED)
                .build()) {
            assertThat(pool.request(message, Duration.ofSeconds(20))).isEqualTo(message);
            assertThat(pool.request(new byte[0], Duration.ofSeconds(20))).isEmpty();
        }
    }

    @Test
    void aChildThatDoesNotReadHoldsNobodyBeyondTheDeadline() {
        try (ProcessPool pool = ProcessPool.builder("deaf", "sleep", "1000")
                .grace(Duration.ZERO)
                .build()) {
            assertThatThrownBy(() -> pool.request(new byte[1_000_000], SHORT))
                    .isInstanceOf(ProcessFailedException.class)
                    .hasMessageContaining("gave no answer");
        }
    }

    @Test
    void descendantsAreKilledWithTheChild() {
        try (ProcessPool pool = Programs.echo().build()) {
            long grandchild;
            try (Lease<ChildProcess> lease = pool.acquire()) {
                grandchild = Long.parseLong(lease.get().request("family"));
                assertThat(ProcessHandle.of(grandchild)).isPresent();
                assertThatThrownBy(() -> lease.get().request(bytes("stuck"), SHORT))
                        .isInstanceOf(ProcessFailedException.class);
            }
            await().until(() -> ProcessHandle.of(grandchild)
                    .map(handle -> !handle.isAlive())
                    .orElse(true));
        }
    }

    /** It has ended by itself, so there is no handle any more that would lead to its own children. */
    @Test
    void whatAChildLeavesBehindWhenItEndsIsKilled() {
        try (ProcessPool pool = Programs.echo().build()) {
            long grandchild;
            try (Lease<ChildProcess> lease = pool.acquire()) {
                grandchild = Long.parseLong(lease.get().request("family"));
                assertThatThrownBy(() -> lease.get().request("die")).isInstanceOf(ProcessFailedException.class);
            }
            await().until(() -> ProcessHandle.of(grandchild)
                    .map(handle -> !handle.isAlive())
                    .orElse(true));
        }
    }

    @Test
    void aChildThatDiedWhileIdleIsReplacedWithoutAFailure() {
        try (ProcessPool pool = Programs.echo().size(0, 1).build()) {
            long pid;
            try (Lease<ChildProcess> lease = pool.acquire()) {
                pid = lease.get().pid();
            }
            ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
            await().until(() -> ProcessHandle.of(pid).isEmpty());
            assertThat(pool.request("hello")).isEqualTo("hello");
        }
    }

    @Test
    void aProgramThatDoesNotExistFailsWithItsName() {
        try (ProcessPool pool = ProcessPool.builder("none", "/no/such/program")
                .requestTimeout(Duration.ofSeconds(2))
                .build()) {
            assertThatThrownBy(() -> pool.request("hello"))
                    .isInstanceOf(ResourceException.class)
                    .hasMessageContaining("none");
        }
    }

    @Test
    void aChildThatFailsTheHealthCheckServesNobody() {
        try (ProcessPool pool = Programs.echo()
                .healthCheck("ping", "pong"::equals, Duration.ofSeconds(5))
                .requestTimeout(Duration.ofSeconds(1))
                .build()) {
            Throwable failure = catchThrowableOfType(ResourceException.class, () -> pool.request("hello"));
            assertThat(failure).hasStackTraceContaining("did not pass the health check");
        }
        try (ProcessPool pool = Programs.echo()
                .healthCheck("ping", "ping"::equals, Duration.ofSeconds(5))
                .build()) {
            assertThat(pool.request("hello")).isEqualTo("hello");
        }
    }

    @Test
    void anInterruptedCallerLeavesAtOnceAndItsChildIsKilled() throws Exception {
        try (ProcessPool pool = Programs.echo().build()) {
            AtomicReference<Throwable> thrown = new AtomicReference<>();
            Thread caller = new Thread(() -> {
                try {
                    pool.request("silent");
                } catch (ResourceException e) {
                    thrown.set(e);
                }
            });
            caller.start();
            await().until(() -> pool.usage().inUse() == 1 && caller.getState() == Thread.State.TIMED_WAITING);
            caller.interrupt();
            caller.join();
            assertThat(thrown.get()).isInstanceOf(AcquireInterruptedException.class);
            assertThat(pool.request("again")).isEqualTo("again");
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aChildCannotTakeMoreMemoryThanItMay() {
        String greedy = "while read -r size; do head -c \"$size\" /dev/zero | tail -c \"$size\" | wc -c; done";
        try (ProcessPool pool = ProcessPool.builder("greedy", "sh", "-c", greedy)
                .memoryLimit(Bytes.mib(50))
                .build()) {
            assertThat(pool.request("1000").strip()).isEqualTo("1000");
            assertThat(pool.request("200000000").strip()).isNotEqualTo("200000000");
        }
    }

    @Test
    void everyConflictIsReportedAtOnce() {
        assertThatThrownBy(() -> ProcessPool.builder("bad")
                        .size(3, 1)
                        .maxAnswer(0)
                        .memoryLimit(5)
                        .requestTimeout(Duration.ZERO)
                        .build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("command", "size", "maxAnswer", "memoryLimit", "requestTimeout");
    }

    @Test
    void restartsAreHeldBackOnceChildrenFailInARow() {
        Restarts restarts = new Restarts();
        assertThat(restarts.pauseNanos()).isZero();
        List.of(1, 2, 3).forEach(failure -> restarts.failed());
        assertThat(restarts.pauseNanos()).isEqualTo(Duration.ofMillis(40).toNanos());
        for (int i = 0; i < 100; i++) {
            restarts.failed();
        }
        assertThat(restarts.pauseNanos()).isEqualTo(Duration.ofMillis(5120).toNanos());
        restarts.answered();
        assertThat(restarts.pauseNanos()).isZero();
    }
}
