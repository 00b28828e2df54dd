package dev.steward.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.steward.cli.migrate.Squeeze;
import dev.steward.testing.NothingLeftBehind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Near a limit the migration gets slower, and loses nothing. */
@ExtendWith(NothingLeftBehind.class)
final class SqueezeTest {
    private static final int RECORDS = 8_000;

    @TempDir
    Path directory = Path.of("");

    private StewardRun inThisProcess(String... more) {
        return inThisProcess(RECORDS, more);
    }

    private StewardRun inThisProcess(int records, String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "migrate",
                "--headless",
                "--json",
                "--data",
                directory.resolve("data").toString(),
                "--records",
                String.valueOf(records)));
        arguments.addAll(List.of(more));
        return StewardRun.of(arguments.toArray(new String[0]));
    }

    private StewardRun inAProcess(List<String> prefix, List<String> options, String... more)
            throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of("migrate", "--headless", "--json"));
        arguments.addAll(List.of(more));
        try (ChildProcess child = ChildProcess.start(directory, prefix, options, arguments.toArray(new String[0]))) {
            return child.result();
        }
    }

    private static void assertNothingLost(StewardRun run, long records) {
        assertThat(run.exitCode()).as(run.err()).isZero();
        JsonNode json = run.json();
        assertThat(json.at("/records/loaded").asLong()).isEqualTo(records);
        assertThat(json.at("/records/lost").asLong()).isZero();
        assertThat(json.at("/records/duplicated").asLong()).isZero();
        assertThat(json.at("/leases/outstanding").asLong()).isZero();
    }

    private static JsonNode pressureOn(StewardRun run, String kind) {
        for (JsonNode pressure : run.json().at("/pressure")) {
            if (pressure.at("/kind").asString().equals(kind)) {
                assertThat(pressure.at("/level").asString()).isNotEmpty();
                return pressure;
            }
        }
        throw new AssertionError("no pressure on " + kind + " in " + run.json().at("/pressure"));
    }

    private static long millisAboveCalm(StewardRun run, String kind) {
        JsonNode millis = pressureOn(run, kind).at("/millis");
        return Stream.of("ELEVATED", "HIGH", "CRITICAL", "EMERGENCY")
                .mapToLong(level -> millis.at("/" + level).asLong())
                .sum();
    }

    private static long peakOf(StewardRun run, String kind) {
        for (JsonNode budget : run.json().at("/budgets")) {
            if (budget.at("/kind").asString().equals(kind)) {
                assertThat(budget.at("/peak").asLong())
                        .isLessThanOrEqualTo(budget.at("/limit").asLong());
                return budget.at("/limit").asLong();
            }
        }
        throw new AssertionError("no budget of " + kind);
    }

    @Test
    void oneConnectionToTheDatabaseServesAllWhoLoad() {
        StewardRun run = inThisProcess("--squeeze", "connections");
        assertNothingLost(run, RECORDS);
        assertThat(run.json().at("/squeeze/kind").asString()).isEqualTo("connections");
        assertThat(peakOf(run, "connections")).isEqualTo(3);
        assertThat(pressureOn(run, "connections").at("/millis/CALM").asLong()).isPositive();
        assertThat(run.err()).contains("squeezed  connections: a budget of 3 connections");
    }

    @Test
    void oneThreadForEachStageIsEnough() {
        StewardRun run = inThisProcess("--squeeze", "threads");
        assertNothingLost(run, RECORDS);
        assertThat(peakOf(run, "threads")).isEqualTo(7);
        assertThat(run.json().at("/squeeze/limits/0").asString()).isEqualTo("a budget of 7 threads");
    }

    @Test
    void whereThreadsAreShortForLongThatIsPressureAndTheyAreHeldBack() {
        int records = 120_000;
        StewardRun run = inThisProcess(records, "--squeeze", "threads", "--direct");
        assertNothingLost(run, records);
        assertThat(peakOf(run, "threads")).as("without a page server").isEqualTo(6);
        assertThat(millisAboveCalm(run, "threads")).isPositive();
        assertThat(targetsOf(run, "threads")).contains("load");
    }

    @Test
    void aHeapThatIsNearlyFullIsPressureThatIsRespondedTo() throws IOException, InterruptedException {
        StewardRun run = inAProcess(List.of(), List.of("-Xmx32m"), "--squeeze", "memory", "--records", "40000");
        assertNothingLost(run, 40_000);
        assertThat(peakOf(run, "memory")).isLessThan(32L << 20);
        assertThat(pressureOn(run, "memory").at("/millis/CALM").asLong()).isPositive();
        assertThat(millisAboveCalm(run, "memory")).isPositive();
        assertThat(targetsOf(run, "memory")).contains("records");
        for (String field : List.of("rung", "target", "freed", "reason")) {
            assertThat(run.json().at("/actions/0").has(field)).as(field).isTrue();
        }
        assertThat(run.json().at("/squeeze/limits/0").asString()).startsWith("a heap of ");
    }

    private static List<String> targetsOf(StewardRun run, String kind) {
        List<String> targets = new ArrayList<>();
        for (Iterator<JsonNode> each = run.json().at("/actions").iterator(); each.hasNext(); ) {
            JsonNode action = each.next();
            if (action.at("/kind").asString().equals(kind)) {
                targets.add(action.at("/target").asString());
            }
        }
        return targets;
    }

    @Test
    void twoOpenFilesAreEnoughInAProcessThatMayOpenFew() throws IOException, InterruptedException {
        assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "the limit is set by a shell");
        StewardRun run = inAProcess(
                List.of("/bin/sh", "-c", "ulimit -n 128 && exec \"$@\"", "limited"),
                List.of("-Xmx128m"),
                "--squeeze",
                "files",
                "--records",
                String.valueOf(RECORDS));
        assertNothingLost(run, RECORDS);
        assertThat(peakOf(run, "files")).isEqualTo(2);
        assertThat(run.json().at("/squeeze/limits/0").asString()).isEqualTo("128 open files");
    }

    @Test
    void oneProcessorIsEnough() throws IOException, InterruptedException {
        StewardRun run = inAProcess(
                List.of(),
                List.of("-Xmx128m", "-XX:ActiveProcessorCount=1"),
                "--squeeze",
                "cpu",
                "--records",
                String.valueOf(RECORDS));
        assertNothingLost(run, RECORDS);
        assertThat(run.json().at("/squeeze/limits/0").asString()).isEqualTo("1 processor");
        assertThat(pressureOn(run, "cpu").has("level")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "--direct"})
    void ungovernedItIsThePlainProgramThatItIsComparedTo(String how) {
        StewardRun run = how.isEmpty() ? inThisProcess("--ungoverned") : inThisProcess("--ungoverned", how);
        assertNothingLost(run, RECORDS);
        JsonNode json = run.json();
        assertThat(json.at("/governed").asBoolean(true)).isFalse();
        for (String list : List.of("pressure", "actions", "alerts", "advice", "budgets", "pools")) {
            assertThat(json.at("/" + list).isArray()).as(list).isTrue();
            assertThat(json.at("/" + list)).as(list).isEmpty();
        }
        assertThat(run.err()).contains("this run was ungoverned");
    }

    @Test
    void everyGovernedRunTellsOfPressure() {
        StewardRun run = inThisProcess();
        assertNothingLost(run, RECORDS);
        assertThat(run.json().at("/governed").asBoolean()).isTrue();
        assertThat(run.json().at("/squeeze").isNull()).isTrue();
        for (String list : List.of("pressure", "actions", "alerts", "advice")) {
            assertThat(run.json().at("/" + list).isArray()).as(list).isTrue();
        }
        pressureOn(run, "memory");
    }

    @Test
    void ungovernedWithAHeapThatIsTooSmallItEndsAtOnce() throws IOException, InterruptedException {
        StewardRun run = inAProcess(
                List.of(),
                List.of("-Xmx32m", "-XX:+ExitOnOutOfMemoryError", "-XX:OnOutOfMemoryError=echo the heap was full >&2"),
                "--squeeze",
                "memory",
                "--ungoverned",
                "--workers",
                "16",
                "--page-size",
                "5000",
                "--records",
                "200000");
        assertThat(run.exitCode()).as(run.err()).isEqualTo(3);
        assertThat(run.err()).contains("the heap was full");
    }

    @ParameterizedTest
    @EnumSource(
            value = Squeeze.class,
            names = {"FILES", "CPU"})
    void aSqueezeThatIsNotInForceIsRefusedAndNotPretended(Squeeze squeeze) {
        assumeTrue(Runtime.getRuntime().availableProcessors() > 1, "with one processor, cpu is squeezed already");
        StewardRun run = inThisProcess("--squeeze", squeeze.toString());
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("./steward migrate --squeeze " + squeeze);
    }

    @Test
    void aLargeHeapIsNoSqueezeOfMemory() throws IOException, InterruptedException {
        StewardRun run = inAProcess(List.of(), List.of("-Xmx1g"), "--squeeze", "memory");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("the heap may have").contains("./steward migrate --squeeze memory");
    }

    @Test
    void leaksArePlantedOnlyWhereSomebodyLooksForThem() {
        StewardRun run = inThisProcess("--ungoverned", "--faults", "leak");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("--ungoverned takes --faults none or some");
    }
}
