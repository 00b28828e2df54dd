package dev.steward.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import dev.steward.pool.Pool;
import dev.steward.resource.Budget;
import dev.steward.resource.Kind;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;

/** Tests that leave something behind are run inside tests that expect them to fail. */
class NothingLeftBehindTest {
    private static String failureOf(String method) {
        return EngineTestKit.engine("junit-jupiter")
                .configurationParameter("junit.jupiter.conditions.deactivate", "*")
                .configurationParameter(NothingLeftBehind.PATIENCE_MILLIS, "100")
                .selectors(selectMethod(Untidy.class, method))
                .execute()
                .testEvents()
                .failed()
                .stream()
                .map(Event::getPayload)
                .map(Object::toString)
                .findFirst()
                .orElse("");
    }

    @Test
    void aTidyTestPasses() {
        assertThat(failureOf("leavesNothing")).isEmpty();
    }

    @Test
    void namesALeaseAndAnOpenPool() {
        try {
            assertThat(failureOf("leavesALease")).contains("a lease of leaky", "something open: pool leaky");
        } finally {
            Untidy.tidyUp();
        }
    }

    @Test
    void namesABudgetUnit() {
        try {
            assertThat(failureOf("leavesABudgetUnit")).contains("something reserved: scratch 3/10 files");
        } finally {
            Untidy.tidyUp();
        }
    }

    @Test
    void namesAThread() {
        try {
            assertThat(failureOf("leavesAThread")).contains("a thread: ", "forgotten thread");
        } finally {
            Untidy.tidyUp();
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void namesAnOpenFile() {
        try {
            assertThat(failureOf("leavesAnOpenFile")).contains("an open file: ", "forgotten-file");
        } finally {
            Untidy.tidyUp();
        }
    }

    @Disabled("run by the tests above alone")
    @ExtendWith(NothingLeftBehind.class)
    static class Untidy {
        private static Runnable tidy = () -> {};

        static void tidyUp() {
            tidy.run();
            tidy = () -> {};
        }

        @Test
        void leavesNothing() {
            Pool.builder("tidy", () -> "x").build().close();
        }

        @Test
        void leavesALease() {
            Pool<String> pool = Pool.builder("leaky", () -> "x").sharedLeases().build();
            var lease = pool.acquire();
            tidy = () -> {
                lease.close();
                pool.close();
            };
        }

        @Test
        void leavesABudgetUnit() {
            Budget budget = Budget.of(Kind.FILES, "scratch", 10);
            budget.reserve(3);
            tidy = () -> budget.release(3);
        }

        @Test
        void leavesAThread() {
            CountDownLatch end = new CountDownLatch(1);
            Thread thread = new Thread(
                    () -> {
                        try {
                            end.await();
                        } catch (InterruptedException over) {
                            Thread.currentThread().interrupt();
                        }
                    },
                    "forgotten thread");
            thread.start();
            tidy = end::countDown;
        }

        @Test
        void leavesAnOpenFile() throws IOException {
            Path file = Files.createTempFile("forgotten-file", ".tmp");
            FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
            tidy = () -> {
                try {
                    channel.close();
                    Files.delete(file);
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            };
        }
    }
}
