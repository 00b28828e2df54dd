package dev.steward.jdbc;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.postgresql.PGConnection;

/** A PostgreSQL server of its own process, started once for all test classes that ask for it. */
final class Postgres implements Database, AutoCloseable {
    private static final ExtensionContext.Namespace NAMESPACE = ExtensionContext.Namespace.create(Postgres.class);

    private final EmbeddedPostgres server;

    private Postgres(EmbeddedPostgres server) {
        this.server = server;
    }

    /** The server of this test run; the engine stops it at the end. */
    static Postgres of(ExtensionContext context) {
        return context.getRoot().getStore(NAMESPACE).computeIfAbsent(Postgres.class, key -> start(), Postgres.class);
    }

    private static Postgres start() {
        try {
            return over(EmbeddedPostgres.builder().start());
        } catch (IOException | SQLException e) {
            throw new IllegalStateException("PostgreSQL does not start", e);
        }
    }

    /** Gives a server a user who must name a password; by default it trusts everybody on this machine. */
    static Postgres over(EmbeddedPostgres server) throws SQLException, IOException {
        try (Connection admin = server.getPostgresDatabase().getConnection();
                Statement statement = admin.createStatement()) {
            statement.execute("create role alice superuser login password '" + PASSWORD + "'");
            statement.execute("create schema other");
            try (ResultSet file = statement.executeQuery("show hba_file")) {
                file.next();
                Path rules = Path.of(file.getString(1));
                Files.writeString(rules, "host all alice all scram-sha-256\n" + Files.readString(rules));
            }
            statement.execute("select pg_reload_conf()");
        }
        return new Postgres(server);
    }

    @Override
    public String url() {
        return "jdbc:postgresql://localhost:" + server.getPort() + "/postgres";
    }

    @Override
    public String user() {
        return "alice";
    }

    @Override
    public String sessionId() {
        return "pg_backend_pid()";
    }

    @Override
    public String endSession(long sessionId) {
        return "select pg_terminate_backend(" + sessionId + ", 5000)";
    }

    @Override
    public Class<?> driverType() {
        return PGConnection.class;
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
