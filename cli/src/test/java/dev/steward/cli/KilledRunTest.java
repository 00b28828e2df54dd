package dev.steward.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.steward.testing.NothingLeftBehind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A run that ends in the middle, however it ends, is gone on with and ends with exactly the source's records. */
@ExtendWith(NothingLeftBehind.class)
final class KilledRunTest {
    private static final String RECORDS = "150000";

    @TempDir
    Path directory = Path.of("");

    private ChildProcess start() throws IOException {
        return ChildProcess.start(
                directory, "-Xmx128m", "migrate", "--headless", "--json", "--records", RECORDS, "--faults", "some");
    }

    /** Half-way: there are dead letters, so pages have been committed, and there is much left to do. */
    private void awaitFirstDeadLetter(ChildProcess child) {
        Path letters = directory.resolve("steward-data").resolve("unicode_data.rejected.ndjson");
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(10))
                .until(() -> !child.process().isAlive() || (Files.exists(letters) && Files.size(letters) > 0));
        assertThat(child.process().isAlive()).as("killed while it runs").isTrue();
    }

    private void assertGoesOn(StewardRun run) throws IOException {
        assertThat(run.exitCode()).as(run.err()).isZero();
        JsonNode json = run.json();
        assertThat(json.at("/records/loaded").asLong()).isEqualTo(Long.parseLong(RECORDS));
        assertThat(json.at("/records/lost").asLong()).isZero();
        assertThat(json.at("/records/duplicated").asLong()).isZero();
        assertThat(json.at("/records/thisRun").asLong()).isBetween(1L, Long.parseLong(RECORDS) - 1);
        assertThat(json.at("/checksum/loaded").asString())
                .isEqualTo(json.at("/checksum/source").asString());
        List<String> letters = Files.readAllLines(
                Path.of(directory.toString(), json.at("/deadLetters").asString()));
        assertThat(letters).doesNotHaveDuplicates().hasSize((int)
                json.at("/records/rejected").asLong());
    }

    @Test
    void killedOutright() throws IOException, InterruptedException {
        try (ChildProcess first = start()) {
            awaitFirstDeadLetter(first);
            first.process().destroyForcibly();
            assertThat(first.result().exitCode()).isEqualTo(137);
        }
        try (ChildProcess second = start()) {
            assertGoesOn(second.result());
        }
    }

    @Test
    void stoppedInGoodOrder() throws IOException, InterruptedException {
        try (ChildProcess first = start()) {
            awaitFirstDeadLetter(first);
            first.process().destroy();
            StewardRun run = first.result();
            assertThat(run.exitCode()).as(run.err()).isEqualTo(130);
            assertThat(run.err()).contains("Migration interrupted");
            assertThat(run.json().at("/records/remaining").asLong()).isPositive();
            assertThat(run.json().at("/records/lost").asLong()).isZero();
            assertThat(run.json().at("/leases/outstanding").asLong()).isZero();
        }
        try (ChildProcess second = start()) {
            assertGoesOn(second.result());
        }
    }
}
