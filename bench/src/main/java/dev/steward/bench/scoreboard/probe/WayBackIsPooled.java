package dev.steward.bench.scoreboard.probe;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** What a library gets that asks a statement for its connection. */
final class WayBackIsPooled implements Probe {
    @Override
    public String sentence() {
        return "The way back from a statement leads to the pooled connection";
    }

    @Override
    public String criterion() {
        return "getStatement().getConnection() of results and getMetaData().getConnection() are the connection "
                + "that the pool gave.";
    }

    @Override
    public Verdict run(Arena arena) throws Exception {
        DataSource pool = arena.open(arena.onPostgres().size(0, 1));
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement();
                ResultSet results = statement.executeQuery("select 1")) {
            List<String> wrong = new ArrayList<>();
            if (!isSame(connection, statement.getConnection())) {
                wrong.add("statement");
            }
            if (!isSame(connection, results.getStatement().getConnection())) {
                wrong.add("results");
            }
            if (!isSame(connection, connection.getMetaData().getConnection())) {
                wrong.add("metadata");
            }
            return Verdict.of(wrong.isEmpty(), "not from: " + String.join(", ", wrong));
        }
    }

    /** A pool may have several faces for the same connection; one of them fails when it is compared to another thing. */
    private static boolean isSame(Connection given, Connection found) {
        try {
            return given == found || given.equals(found);
        } catch (RuntimeException e) {
            return false;
        }
    }
}
