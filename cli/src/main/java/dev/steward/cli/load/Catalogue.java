package dev.steward.cli.load;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;

/** What tables there are. Stateless. */
final class Catalogue {
    private Catalogue() {}

    /** Whether there is a table of that name, folded as the database keeps it, in the schema of the connection. */
    static boolean has(Connection connection, String name) throws SQLException {
        String[] types = {"TABLE", "BASE TABLE"};
        try (ResultSet found =
                connection.getMetaData().getTables(connection.getCatalog(), connection.getSchema(), name, types)) {
            while (found.next()) {
                if (found.getString("TABLE_NAME").equalsIgnoreCase(name)) {
                    return true;
                }
            }
            return false;
        }
    }
}
