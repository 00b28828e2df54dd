package dev.steward.bench.scoreboard.probe;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import javax.sql.DataSource;

/** What can be done with a connection that was closed. */
final class UseAfterClose implements Probe {
    private static void expect(List<String> wrong, String what, Callable<?> use) {
        try {
            use.call();
            wrong.add(what + " works");
        } catch (SQLException expected) {
            // As it should.
        } catch (Exception e) {
            wrong.add(what + " throws " + e.getClass().getSimpleName());
        }
    }

    @Override
    public String sentence() {
        return "Whatever is used after close refuses";
    }

    @Override
    public String criterion() {
        return "Nine methods of a closed connection, its statement and its results each throw an SQLException; "
                + "isClosed is true, isValid false.";
    }

    @Override
    public Verdict run(Arena arena) throws Exception {
        DataSource pool = arena.open(arena.onPostgres().size(0, 1));
        Connection connection = pool.getConnection();
        Statement statement = connection.createStatement();
        PreparedStatement prepared = connection.prepareStatement("select 1");
        ResultSet results = statement.executeQuery("select 1");
        connection.close();
        List<String> wrong = new ArrayList<>();
        expect(wrong, "createStatement", connection::createStatement);
        expect(wrong, "prepareStatement", () -> connection.prepareStatement("select 1"));
        expect(wrong, "getMetaData", connection::getMetaData);
        expect(wrong, "getAutoCommit", connection::getAutoCommit);
        expect(wrong, "getTransactionIsolation", connection::getTransactionIsolation);
        expect(wrong, "rollback", () -> {
            connection.rollback();
            return true;
        });
        expect(wrong, "executeQuery", () -> statement.executeQuery("select 1"));
        expect(wrong, "prepared executeQuery", prepared::executeQuery);
        expect(wrong, "next", results::next);
        if (!connection.isClosed()) {
            wrong.add("isClosed is false");
        }
        if (connection.isValid(1)) {
            wrong.add("isValid is true");
        }
        return Verdict.of(wrong.isEmpty(), String.join("; ", wrong));
    }
}
