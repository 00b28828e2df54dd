package dev.steward.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.testing.NothingLeftBehind;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

@ExtendWith(NothingLeftBehind.class)
final class MigrateTest {
    @TempDir
    Path directory = Path.of("");

    private StewardRun migrate(String... more) {
        String[] arguments = new String[more.length + 5];
        System.arraycopy(new String[] {"migrate", "--headless", "--json", "--data", data()}, 0, arguments, 0, 5);
        System.arraycopy(more, 0, arguments, 5, more.length);
        return StewardRun.of(arguments);
    }

    private String data() {
        return directory.resolve("data").toString();
    }

    private String query(String sql) throws SQLException {
        String url = "jdbc:h2:file:" + directory.resolve("data").resolve("steward");
        try (Connection connection = DriverManager.getConnection(url, "sa", "");
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            assertThat(row.next()).isTrue();
            return String.valueOf(row.getString(1));
        }
    }

    private static void assertNothingLost(StewardRun run) {
        assertThat(run.exitCode()).as(run.err()).isZero();
        JsonNode json = run.json();
        assertThat(json.at("/records/lost").asLong()).isZero();
        assertThat(json.at("/records/duplicated").asLong()).isZero();
        assertThat(json.at("/leases/outstanding").asLong()).isZero();
        assertThat(json.at("/checksum/loaded").asString())
                .isEqualTo(json.at("/checksum/source").asString());
    }

    @Test
    void withoutOptionsTheShippedDataIsMovedAndEnriched() throws SQLException {
        StewardRun run = migrate();
        assertNothingLost(run);
        assertThat(run.json().at("/records/loaded").asLong()).isEqualTo(34_924);
        assertThat(query("SELECT GENERAL_CATEGORY_LONG_NAME FROM UNICODE_DATA WHERE CODE_POINT = '0041'"))
                .isEqualTo("Uppercase Letter");
        assertThat(query("SELECT COUNT(*) FROM UNICODE_DATA WHERE NAME LIKE '%, First>'"))
                .isNotEqualTo("0");
    }

    @Test
    void allFaultsTogetherLoseNothing() {
        StewardRun run = migrate("--faults", "all", "--records", "5000");
        assertNothingLost(run);
        JsonNode json = run.json();
        assertThat(json.at("/records/loaded").asLong()).isEqualTo(5000);
        assertThat(json.at("/records/rejected").asLong())
                .isEqualTo(json.at("/faults/kinds/bad-row").asLong());
        for (String kind : new String[] {
            "connection-killed",
            "slow-statement",
            "http-500",
            "http-stall",
            "http-truncated",
            "leaked-lease",
            "bad-row",
            "forgotten-lease",
            "deadlock"
        }) {
            assertThat(json.at("/faults/kinds/" + kind).asLong()).as(kind).isPositive();
        }
        assertEveryPlantedLeakIsFoundWithItsLine(json);
        assertThat(json.at("/knots").toString()).contains("DEADLOCK", "tangled-1", "tangled-2");
    }

    private static void assertEveryPlantedLeakIsFoundWithItsLine(JsonNode json) {
        long orphans = json.at("/faults/kinds/leaked-lease").asLong();
        long forgotten = json.at("/faults/kinds/forgotten-lease").asLong();
        assertThat(suspicions(json, "ORPHANED"))
                .filteredOn(site -> site.startsWith("dev.steward.cli.migrate.Scratch.lambda$leak"))
                .as("the leaking line")
                .hasSize((int) orphans);
        // A worker that forgot a lease and ended before the collector came by has left an orphan.
        assertThat(suspicions(json, "UNREACHABLE", "ORPHANED"))
                .filteredOn(site -> site.startsWith("dev.steward.cli.migrate.Planted.forget(Planted.java:"))
                .as("the forgetting line")
                .hasSize((int) forgotten);
        assertThat(suspicions(json, "UNREACHABLE", "ORPHANED"))
                .as("and none but those")
                .hasSize((int) (orphans + forgotten));
        assertThat(json.at("/leases/leaked").asLong()).isEqualTo(orphans + forgotten);
    }

    private static List<String> suspicions(JsonNode json, String... kinds) {
        List<String> sites = new ArrayList<>();
        for (JsonNode suspicion : json.at("/suspicions")) {
            if (List.of(kinds).contains(suspicion.at("/kind").asString())) {
                sites.add(suspicion.at("/site").asString());
            }
        }
        return sites;
    }

    @Test
    void plantedLeaksAreFound() {
        StewardRun run = migrate("--faults", "leak", "--records", "3000");
        assertNothingLost(run);
        assertThat(run.json().at("/faults/injected").asLong()).isPositive();
        assertEveryPlantedLeakIsFoundWithItsLine(run.json());
        assertThat(run.err()).contains("SUSPECT", "is orphaned", "was lost");
    }

    @Test
    void aPlantedHeapLeakIsFoundWithItsClass() {
        StewardRun run = migrate("--faults", "heap-leak", "--records", "3000");
        assertNothingLost(run);
        assertThat(run.json().at("/faults/kinds/heap-leak").asLong()).isPositive();
        assertThat(run.json().at("/heapLeaks/0/growing").toString()).contains("dev.steward.cli.migrate.Planted$Crumb");
        assertThat(run.err()).contains("HEAP", "Planted$Crumb");
    }

    @Test
    void aPlantedDeadlockIsFoundAndBroken() {
        StewardRun run = migrate("--faults", "deadlock", "--records", "3000");
        assertNothingLost(run);
        JsonNode knot = run.json().at("/knots/0");
        assertThat(knot.at("/kind").asString()).isEqualTo("DEADLOCK");
        assertThat(knot.at("/situation").asString())
                .contains("tangled-1 holds 1 of left and waits for right")
                .contains("tangled-2 holds 1 of right and waits for left");
        assertThat(knot.at("/broken").asString()).startsWith("tangled-");
        assertThat(run.err()).contains("KNOT", "deadlock:");
    }

    @Test
    void theReportHasEveryFieldThatProgramsRelyOn() {
        JsonNode json = migrate("--records", "1000", "--direct").json();
        for (String field : new String[] {
            "/records/source", "/records/loaded", "/records/rejected", "/records/lost", "/records/duplicated",
            "/leases/acquired", "/leases/outstanding", "/leases/leaked", "/faults/injected", "/memory/peakRssBytes",
            "/gc/averagePauseMillis", "/elapsedSeconds", "/recordsPerSecond", "/pools/0/size", "/pools/0/inUse",
            "/pools/0/waiting", "/pools/0/efficiency", "/budgets/0/limit", "/budgets/0/used", "/budgets/0/peak"
        }) {
            assertThat(json.at(field).isNumber()).as(field).isTrue();
        }
        for (String field : new String[] {"/checksum/source", "/checksum/loaded", "/pools/0/name", "/budgets/0/kind"}) {
            assertThat(json.at(field).isString()).as(field).isTrue();
        }
    }

    @Test
    void badRecordsGoToTheDeadLettersAndTheOthersIn() throws IOException, SQLException {
        Path source = directory.resolve("Some Data.csv.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(source))) {
            out.write("\uFEFFid;Größe;order\r\n1;\"a;b\";x\r\n2;ragged\r\n3;c;\r\n".getBytes(StandardCharsets.UTF_8));
        }
        Path letters = directory.resolve("letters.ndjson");
        StewardRun run = migrate("--source", source.toString(), "--dead-letters", letters.toString());
        assertNothingLost(run);
        assertThat(run.json().at("/records/source").asLong()).isEqualTo(3);
        assertThat(run.json().at("/records/rejected").asLong()).isEqualTo(1);
        assertThat(query("SELECT GRÖßE FROM SOME_DATA WHERE RECORD_NO = 1")).isEqualTo("a;b");
        assertThat(query("SELECT COUNT(*) FROM SOME_DATA WHERE \"ORDER\" IS NULL"))
                .isEqualTo("1");
        assertThat(Files.readAllLines(letters))
                .containsExactly("{\"page\":0,\"record\":2,\"reason\":\"2 values where 3 are expected\","
                        + "\"raw\":\"2;ragged\"}");
    }

    @Test
    void ndjsonWithDifferentFieldsGetsAllColumns() throws IOException, SQLException {
        Path source = Files.writeString(
                directory.resolve("things.ndjson"), "{\"a\":1}\n{\"b\":{\"c\":true},\"a\":\"\"}\nnot json\n");
        StewardRun run = migrate("--source", source.toString());
        assertNothingLost(run);
        assertThat(run.json().at("/records/rejected").asLong()).isEqualTo(1);
        assertThat(query("SELECT B FROM THINGS WHERE A = ''")).isEqualTo("{\"c\":true}");
    }

    @Test
    void aFinishedRunIntoANamedDatabaseIsOnlyVerifiedAndAnotherSourceIsRefused() throws IOException {
        String into = "jdbc:h2:file:" + directory.resolve("own");
        Path one = Files.writeString(directory.resolve("one.csv"), "id,name\n1,x\n");
        Path two = Files.writeString(directory.resolve("two.csv"), "id,name\n1,y\n");
        assertNothingLost(migrate("--source", one.toString(), "--into", into, "--table", "t"));
        StewardRun again = migrate("--source", one.toString(), "--into", into, "--table", "t");
        assertNothingLost(again);
        assertThat(again.json().at("/status").asString()).isEqualTo("verified");
        assertThat(again.json().at("/records/thisRun").asLong()).isZero();
        StewardRun other = migrate("--source", two.toString(), "--into", into, "--table", "t");
        assertThat(other.exitCode()).isEqualTo(1);
        assertThat(other.err())
                .contains("holds another migration")
                .contains("--table")
                .contains("--fresh");
        assertNothingLost(migrate("--source", two.toString(), "--into", into, "--table", "t", "--fresh"));
    }

    @Test
    void aDurationRepeatsTheInputUntilTimeIsUp() throws IOException {
        Path source = Files.writeString(directory.resolve("few.csv"), "id,name\n1,x\n2,y\n3,z\n");
        StewardRun run = migrate("--source", source.toString(), "--duration", "500ms");
        assertNothingLost(run);
        assertThat(run.json().at("/records/loaded").asLong()).isGreaterThan(3);
    }
}
