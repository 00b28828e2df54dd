package dev.steward.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ArgumentsTest {
    @Test
    void optionsAndScenariosMayComeInAnyOrder() throws Exception {
        Arguments arguments = Arguments.parse(
                List.of("--json", "-", "pool-2t", "--quick", "pool-1t", "--peers", "vibur,hikari-bag", "pool-2t"));

        assertThat(arguments.scenarios()).extracting(Scenario::name).containsExactly("pool-2t", "pool-1t");
        assertThat(arguments.json()).isEqualTo("-");
        assertThat(arguments.quick()).isTrue();
        assertThat(arguments.rounds()).isEqualTo(3);
        assertThat(arguments.peers()).containsExactly("vibur", "hikari-bag");
    }

    @Test
    void whatIsWrongIsNamedTogetherWithWhatThereIs() {
        assertRefused("unknown scenario pool-3t; there are pool-1t, ", "pool-3t");
        assertRefused("unknown option --fast", "pool-1t", "--fast");
        assertRefused("--json needs a value", "pool-1t", "--json");
        assertRefused("--rounds must be 1 to 1000, got 0", "pool-1t", "--rounds", "0");
        assertRefused("unknown peer c3p0; there are steward, ", "pool-1t", "--peers", "c3p0");
        assertRefused("no scenario given", "--quick");
    }

    @Test
    void theHelpTextListsEveryScenario() throws IOException {
        List<String> help = Files.readAllLines(Path.of("help.txt"));

        assertThat(Scenarios.ALL)
                .allSatisfy(
                        scenario -> assertThat(help).anyMatch(line -> line.startsWith("  " + scenario.name() + " ")));
    }

    private static void assertRefused(String message, String... words) {
        assertThatThrownBy(() -> Arguments.parse(List.of(words)))
                .isInstanceOf(Arguments.UsageException.class)
                .hasMessageStartingWith(message);
    }
}
