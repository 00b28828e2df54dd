package dev.steward.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.testing.NothingLeftBehind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One clear sentence with what to do, no stack trace, and the right exit code. */
@ExtendWith(NothingLeftBehind.class)
final class BadInputTest {
    @TempDir
    Path directory = Path.of("");

    private void assertRefused(int exitCode, String saying, String... arguments) {
        StewardRun run = StewardRun.of(arguments);
        assertThat(run.exitCode()).as(run.err()).isEqualTo(exitCode);
        String last = run.err()
                .lines()
                .filter(line -> !line.matches("steward: [a-z ]+, [0-9,]+ records.*/s.*"))
                .reduce("", (before, line) -> before + line + "\n");
        assertThat(last.lines()).hasSize(1);
        assertThat(last).startsWith("steward: ").contains(saying).doesNotContain("Exception");
        assertThat(run.out()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "nope.csv      |                | there is no such file",
                "empty.csv     | ''             | is empty",
                "blank.csv     | '\n\n'         | is empty",
                "header.csv    | 'a,b\n'        | has a header and no records",
                "binary.csv    | 'PK\u0001\u0000'| is binary",
                "array.json    | '[{\"a\":1}]'  | is one JSON array",
                "broken.ndjson | 'not json\n'   | no record that can be read",
            })
    void aSourceThatCannotBeRead(String name, String content, String saying) throws IOException {
        Path file = directory.resolve(name);
        if (content != null) {
            Files.writeString(file, content);
        }
        assertRefused(2, saying, "migrate", "--source", file.toString(), "--data", directory.toString());
    }

    @Test
    void aDamagedGzipFile() throws IOException {
        Path file =
                Files.write(directory.resolve("x.csv.gz"), new byte[] {0x1F, (byte) 0x8B, 8, 0, 0, 0, 0, 0, 0, 0, 1});
        assertRefused(2, "is a damaged gzip file", "migrate", "--source", file.toString());
    }

    @ParameterizedTest
    @CsvSource({
        "--sauce=x, Unknown option",
        "--workers=zero, is not an int",
        "--workers=0, --workers must be 1 to 256",
        "--batch=-1, --batch must be 1 to 100000",
        "--faults=lots, expected one of",
        "--squeeze=sponge, 'expected one of memory, connections, files, threads, cpu'",
        "--memory=huge, is not a size",
        "--memory=1k, --memory must be",
        "--duration=5, is no time",
        "--lookup=x, is not COLUMN=FILE",
        "--into=jdbc:oracle:x, no driver for this URL",
        "--source=http://, has no host"
    })
    void anOptionThatCannotBeMeant(String option, String saying) {
        assertRefused(
                2,
                saying,
                "migrate",
                option,
                "--data",
                directory.resolve("data").toString());
    }

    @Test
    void aCommandThatIsNotThereIsAnsweredWithTheOneThatIs() {
        assertRefused(2, "did you mean migrate?", "migrat");
    }

    @Test
    void aUrlWhereNobodyAnswers() {
        assertRefused(1, "nobody accepts connections there", "migrate", "--source", "http://127.0.0.1:1/records");
    }

    @Test
    void aDatabaseWhereNobodyAnswers() {
        assertRefused(
                1,
                "cannot connect at jdbc:postgresql://127.0.0.1:1/x",
                "migrate",
                "--into",
                "jdbc:postgresql://127.0.0.1:1/x?password=secret");
    }

    @Test
    void aPasswordThatIsWrongIsNotShown() throws SQLException {
        String url = "jdbc:h2:file:" + directory.resolve("own");
        DriverManager.getConnection(url, "owner", "right").close();
        StewardRun run = StewardRun.of("migrate", "--into", url, "--user", "owner", "--password", "not-it");
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err())
                .contains("the user or the password is not accepted")
                .doesNotContain("not-it");
    }

    @Test
    void aPortThatIsInUse() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertRefused(
                    1,
                    "is in use: give another one with --port",
                    "migrate",
                    "--port",
                    "" + taken.getLocalPort(),
                    "--data",
                    directory.resolve("data").toString());
        }
    }

    @Test
    void aDirectoryThatCannotBeMade() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "");
        assertRefused(
                1,
                "give another one with --data",
                "migrate",
                "--data",
                file.resolve("below").toString());
    }

    @Test
    void aDiskThatIsFull() throws IOException {
        Path source = Files.writeString(directory.resolve("x.csv"), "a,b\n1,2\n3\n");
        assertRefused(
                1,
                "No space left on device",
                "migrate",
                "--source",
                source.toString(),
                "--dead-letters",
                "/dev/full",
                "--data",
                directory.resolve("data").toString());
    }
}
