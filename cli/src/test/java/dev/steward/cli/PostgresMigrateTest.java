package dev.steward.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.testing.NothingLeftBehind;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The same into a real PostgreSQL, whose sessions are really terminated. */
@ExtendWith(NothingLeftBehind.class)
final class PostgresMigrateTest {
    @SuppressWarnings("NullAway.Init") // Set before the first test.
    private static EmbeddedPostgres postgres;

    @TempDir
    Path directory = Path.of("");

    @BeforeAll
    static void start() throws IOException {
        postgres = EmbeddedPostgres.builder().start();
    }

    @AfterAll
    static void stop() throws IOException {
        postgres.close();
    }

    private StewardRun migrate(String... more) {
        String url = postgres.getJdbcUrl("postgres", "postgres").replaceFirst("\\?.*$", "");
        String[] all = new String[more.length + 7];
        System.arraycopy(
                new String[] {"migrate", "--headless", "--json", "--user", "postgres", "--into", url}, 0, all, 0, 7);
        System.arraycopy(more, 0, all, 7, more.length);
        return StewardRun.of(all);
    }

    private static String query(String sql) throws SQLException {
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            assertThat(row.next()).isTrue();
            return String.valueOf(row.getString(1));
        }
    }

    @Test
    void allFaultsTogetherLoseNothing() throws SQLException {
        String letters = directory.resolve("letters.ndjson").toString();
        StewardRun run = migrate("--faults", "all", "--records", "20000", "--dead-letters", letters);
        assertThat(run.exitCode()).as(run.err()).isZero();
        JsonNode json = run.json();
        assertThat(json.at("/records/loaded").asLong()).isEqualTo(20_000);
        assertThat(json.at("/records/lost").asLong()).isZero();
        assertThat(json.at("/faults/kinds/connection-killed").asLong()).isPositive();
        assertThat(json.at("/retries/database").asLong()).isPositive();
        assertThat(query("SELECT count(*) FROM unicode_data")).isEqualTo("20000");
        assertThat(query("SELECT name FROM unicode_data WHERE code_point = '0041'"))
                .isEqualTo("LATIN CAPITAL LETTER A");
    }

    @Test
    void aCharacterThatPostgresCannotStoreCostsItsRecordOnly() throws IOException, SQLException {
        Path source = Files.writeString(
                directory.resolve("nul.ndjson"), "{\"id\":1,\"t\":\"a\\u0000b\"}\n{\"id\":2,\"t\":\"fine\"}\n");
        Path letters = directory.resolve("letters.ndjson");
        StewardRun run = migrate("--source", source.toString(), "--dead-letters", letters.toString());
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(query("SELECT count(*) FROM nul")).isEqualTo("1");
        assertThat(Files.readString(letters)).contains("holds the character U+0000, which PostgreSQL cannot store");
    }

    @Test
    void aPasswordThatIsWrongIsNotShown() {
        String url = postgres.getJdbcUrl("postgres", "postgres").replaceFirst("\\?.*$", "");
        StewardRun run = StewardRun.of("migrate", "--into", url, "--user", "nobody", "--password", "not-it");
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err())
                .contains("the user or the password is not accepted")
                .doesNotContain("not-it");
    }
}
