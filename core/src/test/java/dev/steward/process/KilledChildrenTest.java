package dev.steward.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.steward.testing.NothingLeftBehind;
import dev.steward.work.Workers;
import java.io.BufferedReader;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;

/** Children that are killed from outside, and parents that are. */
@EnabledOnOs(OS.LINUX)
@ExtendWith(NothingLeftBehind.class)
class KilledChildrenTest {
    private static final int REQUESTS = 1_000;
    private static final int ONE_KILL_IN = 4;

    /** Every fourth request has the child killed that is to answer it, at some moment on the way. */
    @Test
    void everyRequestIsAnsweredOrFailsWithATypeAndNoProcessIsLeft() throws Exception {
        AtomicInteger answered = new AtomicInteger();
        AtomicInteger failed = new AtomicInteger();
        try (ProcessPool pool = Programs.echo().size(0, 4).build();
                Workers callers = Workers.ioBound("callers").threads(6).build()) {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < REQUESTS; i++) {
                String text = "request " + i;
                boolean kills = i % ONE_KILL_IN == 0;
                all.add(callers.submit(() -> {
                    if (kills) {
                        children().findAny().ifPresent(ProcessHandle::destroyForcibly);
                    }
                    try {
                        assertThat(pool.request(text)).isEqualTo(text);
                        answered.incrementAndGet();
                    } catch (ProcessFailedException typed) {
                        assertThat(typed.reason()).isEqualTo(ProcessFailedException.Reason.DIED);
                        failed.incrementAndGet();
                    }
                }));
            }
            for (Future<?> one : all) {
                one.get();
            }
            assertThat(answered.get() + failed.get()).isEqualTo(REQUESTS);
            assertThat(answered).hasValueGreaterThan(REQUESTS / 4);
        }
        await().untilAsserted(() -> assertThat(children()).isEmpty());
    }

    private static Stream<ProcessHandle> children() {
        return ProcessHandle.current()
                .descendants()
                .filter(handle -> handle.info()
                        .arguments()
                        .map(arguments ->
                                Stream.of(arguments).anyMatch(argument -> argument.contains("while read -r line")))
                        .orElse(false));
    }

    /** Neither the child, which does not read its input at that moment, nor what it has started. */
    @Test
    void nothingOutlivesAParentThatIsKilled() throws Exception {
        Process parent = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        Stream.of(ProcessPool.class, KilledChildrenTest.class)
                                .map(KilledChildrenTest::whereIs)
                                .reduce((one, other) -> one + File.pathSeparator + other)
                                .orElse(""),
                        Parent.class.getName())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        List<Long> pids = new ArrayList<>();
        try (BufferedReader lines = parent.inputReader()) {
            pids.add(Long.valueOf(lines.readLine()));
            pids.add(Long.valueOf(lines.readLine()));
            assertThat(pids).allMatch(KilledChildrenTest::isAlive);
            parent.destroyForcibly().waitFor();
        }
        parent.getOutputStream().close();
        await().atMost(Duration.ofSeconds(20)).until(() -> pids.stream().noneMatch(KilledChildrenTest::isAlive));
    }

    /** A zombie, which waits for an init that does not care for orphans, counts as ended. */
    private static boolean isAlive(long pid) {
        Optional<ProcessHandle> handle = ProcessHandle.of(pid);
        return handle.isPresent()
                && handle.get().isAlive()
                && handle.get().info().command().isPresent();
    }

    private static String whereIs(Class<?> type) {
        return new File(type.getProtectionDomain().getCodeSource().getLocation().getPath()).getPath();
    }

    /** What runs in the other process. */
    static final class Parent {
        private Parent() {}

        public static void main(String[] arguments) {
            ProcessPool pool = Programs.echo().build();
            ChildProcess child = pool.acquire().get();
            System.out.println(child.pid());
            System.out.println(child.request("family"));
            child.request("stuck".getBytes(StandardCharsets.UTF_8), Duration.ofHours(1));
        }
    }
}
