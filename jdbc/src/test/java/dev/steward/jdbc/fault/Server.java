package dev.steward.jdbc.fault;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * A PostgreSQL server that can be stopped and started, frozen as a whole or in part, and whose sessions can be ended.
 * What a pool opens is known to it by the application name. One thread at a time.
 */
final class Server implements AutoCloseable {
    static final String USER = "alice";
    static final String PASSWORD = "right-Horse-42";

    private static final String APPLICATION = "under-test";

    private static final String OURS = " from pg_stat_activity where application_name = '" + APPLICATION + "'";

    private final Path data;
    private final int port;
    private final List<Long> frozen = new ArrayList<>();
    private EmbeddedPostgres postgres;

    private Server(Path data, int port) throws IOException {
        this.data = data;
        this.port = port;
        this.postgres = running(data, port);
    }

    static Server startIn(Path directory) throws IOException, SQLException {
        Server server = new Server(directory.resolve("data"), freePort());
        server.execute("create role " + USER + " login password '" + PASSWORD + "'");
        server.execute("create table written (id bigint not null)");
        server.execute("grant all on written to " + USER);
        server.execute("create schema elsewhere authorization " + USER);
        server.wantPasswords();
        return server;
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0)) {
            return free.getLocalPort();
        }
    }

    /** By default it trusts everybody on this machine. */
    private void wantPasswords() throws IOException, SQLException {
        Path rules = data.resolve("pg_hba.conf");
        Files.writeString(rules, "host all " + USER + " all scram-sha-256\n" + Files.readString(rules));
        execute("select pg_reload_conf()");
    }

    private static EmbeddedPostgres running(Path data, int port) throws IOException {
        return EmbeddedPostgres.builder()
                .setPort(port)
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                .setServerConfig("max_connections", "20")
                .start();
    }

    int port() {
        return port;
    }

    /** The address, by way of a port that may be a relay's. */
    static String url(int port) {
        return address(port) + "?ApplicationName=" + APPLICATION;
    }

    private static String address(int port) {
        return "jdbc:postgresql://localhost:" + port + "/postgres";
    }

    /** A session beside the pool's, of a superuser, for whom the server keeps a place. */
    private Connection beside() throws SQLException {
        return DriverManager.getConnection(address(port), "postgres", "");
    }

    /** Other sessions of the pool's user, as many as the server admits. */
    List<Connection> takeAllPlaces() throws SQLException {
        List<Connection> taken = new ArrayList<>();
        while (true) {
            try {
                taken.add(DriverManager.getConnection(address(port), USER, PASSWORD));
            } catch (SQLException refused) {
                if ("53300".equals(refused.getSQLState())) {
                    return taken;
                }
                throw refused;
            }
        }
    }

    void execute(String sql) throws SQLException {
        try (Connection connection = beside();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** What the server knows of the pool's sessions. */
    int sessions() throws SQLException {
        return numbers("select count(*)" + OURS).get(0).intValue();
    }

    /** Ends the pool's sessions that are in this state, and waits until they have ended. */
    int terminate(String condition) throws SQLException {
        return numbers("with chosen as materialized (select pid" + OURS + " and " + condition + ")"
                        + " select pid from chosen where pg_terminate_backend(pid, 5000)")
                .size();
    }

    List<Long> numbers(String sql) throws SQLException {
        List<Long> numbers = new ArrayList<>();
        try (Connection connection = beside();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                numbers.add(rows.getLong(1));
            }
        }
        return numbers;
    }

    /** As an operator does it: sessions are ended at once, what they had not committed is rolled back. */
    void stop() throws IOException {
        postgres.close();
    }

    void start() throws IOException {
        postgres = running(data, port);
    }

    /** No new sessions; those that there are go on. */
    void freezePostmaster() throws IOException {
        freeze(Long.parseLong(Files.readAllLines(data.resolve("postmaster.pid")).get(0)));
    }

    /** The pool's sessions end, and no new ones begin. */
    void freezeForNewOnes() throws IOException, SQLException {
        try (Connection connection = beside();
                Statement statement = connection.createStatement()) {
            freezePostmaster();
            statement.execute("select pg_terminate_backend(pid)" + OURS);
        }
    }

    /** The pool's sessions hang in the middle of whatever they do. */
    void freezeSessions() throws IOException, SQLException {
        for (long session : numbers("select pid" + OURS)) {
            freeze(session);
        }
    }

    private void freeze(long process) throws IOException {
        frozen.add(process);
        signal("STOP", process);
    }

    void thaw() throws IOException {
        for (long process : frozen) {
            signal("CONT", process);
        }
        frozen.clear();
    }

    private static void signal(String name, long process) throws IOException {
        Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(process))
                .inheritIO()
                .start();
        if (kill.onExit().join().exitValue() != 0 && name.equals("STOP")) {
            throw new IOException("process " + process + " cannot be stopped; has it ended?");
        }
    }

    @Override
    public void close() throws IOException {
        thaw();
        postgres.close();
    }
}
