package dev.steward.bench.scoreboard;

import dev.steward.bench.scoreboard.contestant.Setup;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A PostgreSQL that can be restarted, on the same port and with the same data. Confined to one thread. */
final class LaneServer implements AutoCloseable {
    private final Path directory;
    private final int port;
    private EmbeddedPostgres server;

    private LaneServer(Path directory, int port) throws IOException {
        this.directory = directory;
        this.port = port;
        this.server = start(directory, port);
    }

    static LaneServer start() throws IOException {
        return new LaneServer(Files.createTempDirectory("scoreboard"), freePort());
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static EmbeddedPostgres start(Path directory, int port) throws IOException {
        return EmbeddedPostgres.builder()
                .setPort(port)
                .setDataDirectory(directory.resolve("data"))
                .setCleanDataDirectory(false)
                .start();
    }

    void restart() throws IOException {
        server.close();
        server = start(directory, port);
    }

    String url() {
        return server.getJdbcUrl(Setup.USER, Setup.USER);
    }

    @Override
    public void close() throws IOException {
        server.close();
        List<Path> all;
        try (Stream<Path> walk = Files.walk(directory)) {
            all = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path each : all) {
            Files.deleteIfExists(each);
        }
    }
}
