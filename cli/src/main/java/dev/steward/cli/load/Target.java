package dev.steward.cli.load;

import dev.steward.cli.refuse.Refusal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.function.LongUnaryOperator;
import javax.sql.DataSource;

/** The database as the migration uses it before and after the pages: tables, bookkeeping, read-back. Threadsafe. */
public final class Target {
    private static final String TABLE_OPTIONS =
            "give another one with --table, or drop what is there and start over with --fresh";

    private final DataSource database;
    private final Table table;
    private final String url;

    /**
     * A target.
     *
     * @param database where connections come from
     * @param table the table
     * @param url the JDBC URL, for messages
     */
    public Target(DataSource database, Table table, String url) {
        this.database = database;
        this.table = table;
        this.url = url;
    }

    /**
     * What an earlier run left.
     *
     * @param fingerprint what it read, and how cut
     * @param source the same for people
     * @param state how far it came
     */
    public record EarlierRun(String fingerprint, String source, int state) {
        /** Whether it came to its end. */
        public boolean finished() {
            return state == Table.FINISHED;
        }
    }

    @FunctionalInterface
    private interface Work<T> {
        T with(Connection connection) throws SQLException;
    }

    private <T> T doing(String what, Work<T> work) {
        try (Connection connection = database.getConnection()) {
            table.dialect().unlimit(connection);
            return work.with(connection);
        } catch (SQLException failure) {
            throw SqlFailure.refusal(what, url, failure);
        }
    }

    /** Finds out whether the database can be reached at all. */
    public String version() {
        return doing("cannot connect", connection -> {
            String name = connection.getMetaData().getDatabaseProductName();
            String version = connection.getMetaData().getDatabaseProductVersion();
            return name + " " + version.replaceFirst(" .*$", "");
        });
    }

    /**
     * The earlier run whose bookkeeping stands beside the table.
     *
     * @throws Refusal if there is a table of that name that is not ours
     */
    public Optional<EarlierRun> earlierRun() {
        return doing("cannot look for table " + table.name(), connection -> {
            List<String> names = table.catalogueNames();
            if (!Catalogue.has(connection, names.get(2))) {
                if (Catalogue.has(connection, names.get(0)) && !Catalogue.has(connection, names.get(1))) {
                    throw Refusal.failure("table " + table.name()
                            + " is there already and was not made by a migration: " + TABLE_OPTIONS + ".");
                }
                return Optional.empty();
            }
            try (Statement statement = connection.createStatement();
                    ResultSet run = statement.executeQuery(table.selectRun())) {
                return run.next()
                        ? Optional.of(new EarlierRun(run.getString(1), run.getString(2), run.getInt(3)))
                        : Optional.empty();
            }
        });
    }

    /** Refuses to mix two sources in one table. */
    public void refuseUnless(EarlierRun earlier, String fingerprint) {
        if (!earlier.fingerprint().equals(fingerprint)) {
            throw Refusal.failure("table " + table.name() + " holds another migration ("
                    + (earlier.finished() ? "finished" : "not finished") + ", from " + earlier.source()
                    + ", with other content, columns, page size or number of records): " + TABLE_OPTIONS + ".");
        }
    }

    /** Drops the three tables. */
    public void drop() {
        doing("cannot drop table " + table.name(), connection -> run(connection, table.drop()));
    }

    /** Makes the three tables, as far as they are not there, and notes what is going to be done. */
    public void create(String fingerprint, String source) {
        doing("cannot make table " + table.name(), connection -> {
            run(connection, table.create());
            try (PreparedStatement insert = connection.prepareStatement(table.insertRun())) {
                insert.setString(1, fingerprint);
                insert.setString(2, source);
                return insert.executeUpdate();
            }
        });
    }

    private static int run(Connection connection, List<String> statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
        return statements.size();
    }

    /** The pages that are committed. */
    public Committed committed() {
        return doing("cannot read the pages of table " + table.name(), connection -> {
            Committed committed = new Committed();
            try (Statement statement = connection.createStatement();
                    ResultSet pages = statement.executeQuery(table.selectPages())) {
                while (pages.next()) {
                    committed.add(
                            pages.getLong(1), pages.getInt(2), pages.getInt(3), pages.getInt(4), pages.getLong(5));
                }
            }
            return committed;
        });
    }

    /** Notes that every page is there. */
    public void finish() {
        setState(Table.FINISHED);
    }

    /** Notes that the run ended before its end, in good order. */
    public void pause() {
        setState(Table.PAUSED);
    }

    private void setState(int state) {
        doing(
                "cannot note the state of table " + table.name(),
                connection -> run(connection, List.of(table.setState(state))));
    }

    /**
     * Makes ready for going on with an earlier run; after a kill, an embedded database needs more than that.
     *
     * @param pageOf the page of a record's number
     */
    public void goOn(EarlierRun earlier, LongUnaryOperator pageOf) {
        if (table.dialect() == Dialect.H2 && earlier.state() != Table.PAUSED) {
            doing("cannot mend table " + table.name(), connection -> {
                Mending.mend(connection, table, earlier.state(), pageOf);
                return true;
            });
        }
        setState(Table.LOADING);
    }

    /** Reads the table back. */
    public ReadBack readBack() {
        return doing("cannot read table " + table.name() + " back", connection -> ReadBack.of(connection, table));
    }

    /** The sentence to end with when loading failed for good. */
    public Refusal refusal(String doing, Throwable failure) {
        return SqlFailure.refusal(doing, url, failure);
    }
}
