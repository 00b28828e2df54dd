package dev.steward.bench.scoreboard.probe;

import java.sql.Connection;
import java.sql.SQLException;

/** Closes what may fail to close: not what the probe asks about. Stateless. */
final class Shut {
    private Shut() {}

    static void quietly(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            // A pool may say so, or not.
        }
    }
}
