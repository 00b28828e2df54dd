package dev.steward.cli.load;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.function.LongUnaryOperator;

/**
 * Makes an embedded H2 database fit for going on after its process was killed.
 *
 * <p>H2 can be left with rows of a transaction whose undo log was not written: nobody sees them, or only a transaction
 * that happens to get the same number does, and an insert over one of them never ends (seen with 2.4.240 and 2.5.252: one
 * of a few runs that were killed hangs, with {@code MVMap.operate} repeating for ever). What a query does not see is left
 * behind by copying, so both tables are copied; what it should not have seen is found by summing up each page, and
 * deleted. The copies take the originals' place in steps that a run killed in between can do again: the state in the
 * run's table says from where. Stateless.
 */
final class Mending {
    private Mending() {}

    /** Copies the tables, unless that was done already, and puts the copies in their place. */
    static void mend(Connection connection, Table table, int state, LongUnaryOperator pageOf) throws SQLException {
        if (state != Table.SWAPPING) {
            Trust trust = Trust.of(connection, table, pageOf);
            try (Statement statement = connection.createStatement()) {
                execute(statement, table.copy());
            }
            delete(connection, table.deleteFromCopy(), trust.strays());
            delete(
                    connection,
                    table.deletePagesFromCopy(),
                    trust.untrustedPages().stream().map(List::of).toList());
            try (Statement statement = connection.createStatement()) {
                execute(statement, List.of(table.setState(Table.SWAPPING), "CHECKPOINT SYNC"));
            }
        }
        try (Statement statement = connection.createStatement()) {
            for (String suffix : List.of("", "_pages")) {
                if (Catalogue.has(connection, table.copyName(suffix))) {
                    execute(statement, table.swap(suffix));
                }
            }
            execute(statement, List.of(table.setState(Table.LOADING), "CHECKPOINT SYNC"));
        }
    }

    private static void execute(Statement statement, List<String> all) throws SQLException {
        for (String sql : all) {
            statement.execute(sql);
        }
    }

    private static void delete(Connection connection, String sql, List<List<Long>> bounds) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement(sql)) {
            for (List<Long> values : bounds) {
                for (int i = 0; i < values.size(); i++) {
                    delete.setLong(i + 1, values.get(i));
                }
                delete.executeUpdate();
            }
        }
    }
}
