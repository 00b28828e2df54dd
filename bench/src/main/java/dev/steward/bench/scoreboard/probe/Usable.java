package dev.steward.bench.scoreboard.probe;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** How many of several connections work that are got one after the other and held together. Stateless. */
final class Usable {
    private Usable() {}

    static Verdict of(DataSource pool, int count) {
        List<Connection> held = new ArrayList<>();
        int usable = 0;
        for (int i = 0; i < count; i++) {
            try {
                Connection connection = pool.getConnection();
                held.add(connection);
                PostgresServer.run(connection, "select 1");
                usable++;
            } catch (SQLException dead) {
                // Counted by not being counted.
            }
        }
        held.forEach(Shut::quietly);
        return Verdict.atLeast(count, usable, "of " + count, "");
    }

    /** Opens so many and gives them back; their processes. */
    static List<Long> warm(DataSource pool, int count) throws SQLException {
        List<Connection> held = Arena.hold(pool, count);
        List<Long> processes = new ArrayList<>();
        for (Connection connection : held) {
            processes.add(PostgresServer.process(connection));
        }
        Arena.closeAll(held);
        return processes;
    }
}
