package dev.steward.bench.jdbc;

import dev.steward.bench.peer.Peer;
import dev.steward.bench.peer.Peers;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** The connection pools by the names they have in every report. Stateless. */
public final class JdbcPeers {
    private JdbcPeers() {}

    /** Who takes part, Steward first. */
    public static List<String> all() {
        return List.of(Peers.STEWARD, "hikari", "agroal", "dbcp2", "tomcat", "vibur");
    }

    /** Opens a pool and has it open the connections that it is to keep. */
    public static DataSource open(String name, Target target) throws SQLException {
        DataSource pool = create(name, target);
        List<Connection> held = new ArrayList<>();
        for (int i = 0; i < target.min(); i++) {
            held.add(pool.getConnection());
        }
        for (Connection connection : held) {
            connection.close();
        }
        return pool;
    }

    /** The same for who only acquires and releases, and cares not what. */
    @SuppressWarnings("unchecked") // What a peer gives, it gets back; nobody else looks into it.
    public static Peer<Object> openAsPeer(String name, Target target) throws SQLException {
        return (Peer<Object>) (Peer<?>) new ConnectionsPeer(open(name, target));
    }

    /** Opens a pool, which may still have to open its connections. */
    public static DataSource create(String name, Target target) throws SQLException {
        return switch (name) {
            case Peers.STEWARD -> StewardConnections.to(target);
            case "hikari" -> HikariConnections.to(target);
            case "agroal" -> AgroalConnections.to(target);
            case "dbcp2" -> Dbcp2Connections.to(target);
            case "tomcat" -> TomcatConnections.to(target);
            case "vibur" -> ViburConnections.to(target);
            default -> throw new IllegalArgumentException("no connection pool is called " + name);
        };
    }
}
