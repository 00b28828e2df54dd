package dev.steward.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.testing.NothingLeftBehind;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** More records make a run longer, not larger. */
@ExtendWith(NothingLeftBehind.class)
final class BoundedMemoryTest {
    private static final long BUDGET = 16L << 20;

    @TempDir
    Path directory = Path.of("");

    @Test
    void aSmallHeapAndASmallBudgetDoForManyRecords() throws IOException, InterruptedException {
        try (ChildProcess child = ChildProcess.start(
                directory, "-Xmx80m", "migrate", "--headless", "--json", "--records", "200000", "--memory", "16m")) {
            StewardRun run = child.result();
            assertThat(run.exitCode()).as(run.err()).isZero();
            JsonNode json = run.json();
            assertThat(json.at("/records/loaded").asLong()).isEqualTo(200_000);
            assertThat(json.at("/memory/peakRssBytes").asLong()).isBetween(1L, 400L << 20);
            for (JsonNode budget : json.at("/budgets")) {
                if (budget.at("/kind").asString().equals("memory")) {
                    assertThat(budget.at("/limit").asLong()).isEqualTo(BUDGET);
                    assertThat(budget.at("/peak").asLong()).isBetween(1L, BUDGET);
                }
            }
        }
    }
}
