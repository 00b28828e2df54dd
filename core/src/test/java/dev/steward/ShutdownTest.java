package dev.steward;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.pool.Pool;
import dev.steward.testing.NothingLeftBehind;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** In a process of its own, which really ends. */
@ExtendWith(NothingLeftBehind.class)
class ShutdownTest {
    @Test
    void theEndOfTheProcessClosesWhatTheProgramForgotInReverseOrder() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Forgetful.class.getName())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        process.getOutputStream().close();
        assertThat(output.lines()).containsSubsequence("leaves", "ends upper", "ends lower");
    }

    /** What runs in the other process. */
    static final class Forgetful {
        private Forgetful() {}

        public static void main(String[] arguments) {
            Steward steward = Steward.builder().build();
            for (String name : new String[] {"lower", "upper"}) {
                steward.manage(Pool.builder(name, () -> name)
                                .destroy(resource -> System.out.println("ends " + resource)))
                        .acquire()
                        .close();
            }
            System.out.println("leaves");
        }
    }
}
