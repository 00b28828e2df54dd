package dev.steward.jdbc;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A MariaDB server of its own process, started once for all test classes that ask for it. */
final class MariaDb implements Database, AutoCloseable {
    private static final ExtensionContext.Namespace NAMESPACE = ExtensionContext.Namespace.create(MariaDb.class);
    private static final List<String> TABLES =
            List.of("mariadb_system_tables.sql", "mariadb_performance_tables.sql", "mariadb_system_tables_data.sql");

    private final Path data;
    private final int port;
    private final Process process;

    private MariaDb(Path data, int port, Process process) {
        this.data = data;
        this.port = port;
        this.process = process;
    }

    /** The server of this test run; the engine stops it at the end. */
    static MariaDb of(ExtensionContext context) {
        return context.getRoot().getStore(NAMESPACE).computeIfAbsent(MariaDb.class, key -> start(), MariaDb.class);
    }

    private static MariaDb start() {
        try {
            MariaDbFiles files = MariaDbFiles.unpacked();
            Path data = Files.createTempDirectory("mariadb");
            fill(files, data);
            int port = freePort();
            Path users = Files.writeString(
                    data.resolve("users.sql"),
                    "create or replace user alice@localhost identified by '" + PASSWORD + "';\n"
                            + "grant all on *.* to alice@localhost;\n"
                            + "create database if not exists test;\n"
                            + "create database if not exists other;\n");
            Process process = command(files, data)
                    .with(
                            "--port=" + port,
                            "--bind-address=127.0.0.1",
                            "--socket=" + data.resolve("socket"),
                            "--init-file=" + users)
                    .start();
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
            MariaDb server = new MariaDb(data, port, process);
            await().atMost(Duration.ofSeconds(60)).until(server::answers);
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException("MariaDB does not start", e);
        }
    }

    /** Makes the system tables, which takes no server that listens. */
    private static void fill(MariaDbFiles files, Path data) throws IOException {
        StringBuilder sql = new StringBuilder("create database mysql;\nuse mysql;\n");
        for (String tables : TABLES) {
            sql.append(Files.readString(files.share().resolve(tables)));
        }
        Path input = Files.writeString(data.resolve("tables.sql"), sql);
        Process bootstrap = command(files, data)
                .with("--bootstrap")
                .redirectInput(input.toFile())
                .start();
        int status = bootstrap.onExit().join().exitValue();
        if (status != 0) {
            throw new IOException("mariadbd --bootstrap ends with " + status + ": " + Files.readString(log(data)));
        }
    }

    private static Command command(MariaDbFiles files, Path data) {
        return arguments -> {
            List<String> line = new ArrayList<>(List.of(
                    files.server(),
                    "--no-defaults",
                    "--user=" + System.getProperty("user.name"), // It refuses to run as root unless told to.
                    "--basedir=" + files.home(),
                    "--lc-messages-dir=" + files.share(),
                    "--datadir=" + data,
                    "--innodb-log-file-size=8M",
                    // What it writes need not survive the test, nor is it secret.
                    "--innodb-flush-method=nosync",
                    "--innodb-flush-log-at-trx-commit=0",
                    "--skip-ssl"));
            line.addAll(List.of(arguments));
            return new ProcessBuilder(line)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log(data).toFile()));
        };
    }

    private static Path log(Path data) {
        return data.resolve("server.log");
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private boolean answers() throws IOException {
        if (!process.isAlive()) {
            throw new IOException("mariadbd has ended: " + Files.readString(log(data), StandardCharsets.UTF_8));
        }
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }

    @Override
    public String url() {
        return "jdbc:mariadb://localhost:" + port + "/test?sslMode=disable";
    }

    @Override
    public String user() {
        return "alice";
    }

    @Override
    public String sessionId() {
        return "connection_id()";
    }

    @Override
    public String endSession(long sessionId) {
        return "kill connection " + sessionId;
    }

    /** By its name, since the driver is there with its profile only. */
    @Override
    public Class<?> driverType() {
        try {
            return Class.forName("org.mariadb.jdbc.Connection");
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException("the driver is not in the class path; run Maven with -Pmariadb", e);
        }
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        process.onExit()
                .orTimeout(20, TimeUnit.SECONDS)
                .exceptionallyCompose(late -> process.destroyForcibly().onExit())
                .join();
        try (Stream<Path> files = Files.walk(data)) {
            for (Path file : (Iterable<Path>) files.sorted(Comparator.reverseOrder())::iterator) {
                Files.delete(file);
            }
        }
    }

    /** A command line that wants its last arguments. */
    private interface Command {
        ProcessBuilder with(String... arguments);
    }
}
