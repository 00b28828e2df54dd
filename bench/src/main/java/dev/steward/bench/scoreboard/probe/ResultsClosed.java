package dev.steward.bench.scoreboard.probe;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** What becomes of results that were left open. */
final class ResultsClosed implements Probe {
    private static boolean isShut(ResultSet results) throws SQLException {
        if (!results.isClosed()) {
            return false;
        }
        try {
            results.next();
            return false;
        } catch (SQLException expected) {
            return true;
        }
    }

    @Override
    public String sentence() {
        return "Results left open are closed with their connection";
    }

    @Override
    public String criterion() {
        return "The results of a query and of the metadata are left open at close: afterwards each says that it "
                + "is closed, and refuses next().";
    }

    @Override
    public Verdict run(Arena arena) throws Exception {
        DataSource pool = arena.open(arena.onPostgres().size(0, 1));
        Connection connection = pool.getConnection();
        ResultSet rows = connection.createStatement().executeQuery("select 1");
        ResultSet tables = connection.getMetaData().getTables(null, null, "%", null);
        connection.close();
        List<String> open = new ArrayList<>();
        if (!isShut(rows)) {
            open.add("the query's");
        }
        if (!isShut(tables)) {
            open.add("the metadata's");
        }
        return Verdict.of(open.isEmpty(), String.join(", ", open) + " still open");
    }
}
