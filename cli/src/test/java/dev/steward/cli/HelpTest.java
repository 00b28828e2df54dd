package dev.steward.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The help is part of the interface: a change to it is made on purpose, in the golden files too. */
final class HelpTest {
    private static String golden(String name) throws IOException {
        try (InputStream file = HelpTest.class.getResourceAsStream(name)) {
            assertThat(file).as(name).isNotNull();
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @ParameterizedTest
    @CsvSource({"help.txt, --help", "help-migrate.txt, migrate --help"})
    void theHelpIsTheGoldenOne(String file, String line) throws IOException {
        StewardRun run = StewardRun.of(line.split(" "));
        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).isEqualTo(golden(file));
        assertThat(run.err()).isEmpty();
    }

    @Test
    void withoutACommandItExplainsItself() throws IOException {
        assertThat(StewardRun.of().out()).isEqualTo(golden("help.txt"));
    }

    @Test
    void theVersionNamesTheProgramAndJava() {
        assertThat(StewardRun.of("--version").out()).startsWith("steward ").contains("Java ");
    }
}
