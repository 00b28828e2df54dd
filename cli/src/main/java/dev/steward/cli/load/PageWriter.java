package dev.steward.cli.load;

import dev.steward.cli.source.Row;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Types;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/**
 * Loads a page: its rows in batches, and the note that it is loaded, in one transaction. So a page is there as a whole or
 * not at all, whatever ends the connection or the process; and where the answer to a commit was lost, the page is loaded
 * again and nothing changes, because inserting what is there does nothing. Threadsafe.
 */
public final class PageWriter {
    private static final int MOST_TRIES = 8;

    private final Connections connections;
    private final Table table;
    private final int batch;
    private final DeadLetters deadLetters;
    private final Sabotage sabotage;
    private final Backoff backoff;
    private final LongAdder retries = new LongAdder();

    /**
     * A writer.
     *
     * @param connections where connections come from
     * @param table where rows go
     * @param batch how many rows are sent at once
     * @param deadLetters where rejects go
     * @param sabotage what is done to it on purpose
     * @param backoff the pause before another try
     */
    public PageWriter(
            Connections connections,
            Table table,
            int batch,
            DeadLetters deadLetters,
            Sabotage sabotage,
            Backoff backoff) {
        this.connections = connections;
        this.table = table;
        this.batch = batch;
        this.deadLetters = deadLetters;
        this.sabotage = sabotage;
        this.backoff = backoff;
    }

    /** How often a page had to be loaded again. */
    public long retries() {
        return retries.sum();
    }

    /**
     * Loads a page; on return it is committed.
     *
     * @throws SQLException if it cannot be, also after several tries
     */
    public void write(LoadPage page) throws SQLException {
        boolean careful = false;
        for (int attempt = 1; ; attempt++) {
            boolean first = attempt == 1;
            boolean rowByRow = careful;
            try {
                connections.use(connection -> {
                    if (first || !isCommitted(connection, page.number())) {
                        writeOnce(connection, page, rowByRow);
                    }
                });
                return;
            } catch (SQLException failure) {
                if (SqlFailure.isAboutData(failure) && !careful) {
                    careful = true;
                } else if (attempt == MOST_TRIES || SqlFailure.isHopeless(failure) || !backoff.pause(attempt)) {
                    throw failure;
                } else {
                    retries.increment();
                }
            }
        }
    }

    private boolean isCommitted(Connection connection, long page) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(table.selectPage())) {
            query.setLong(1, page);
            try (ResultSet found = query.executeQuery()) {
                return found.next();
            }
        }
    }

    private void writeOnce(Connection connection, LoadPage page, boolean careful) throws SQLException {
        connection.setAutoCommit(false);
        try {
            if (careful) {
                insertOneByOne(connection, page);
            } else {
                insertBatches(connection, page);
            }
            notePage(connection, page);
            if (page.claimDeadLetters()) {
                deadLetters.append(page.number(), page.rejects());
            }
            connection.commit();
        } catch (SQLException | RuntimeException | Error failure) {
            rollBack(connection, failure);
            throw failure;
        }
    }

    private static void rollBack(Connection connection, Throwable failure) {
        try {
            connection.rollback();
        } catch (SQLException alsoFailed) {
            failure.addSuppressed(alsoFailed);
        }
    }

    private void insertBatches(Connection connection, LoadPage page) throws SQLException {
        List<Row> rows = page.rows();
        int half = rows.size() / 2;
        try (PreparedStatement insert = connection.prepareStatement(table.insert())) {
            table.dialect().limit(insert);
            int waiting = 0;
            for (int i = 0; i < rows.size(); i++) {
                if (i == half) {
                    sabotage.strike(connection, page.number());
                }
                bind(insert, rows.get(i));
                insert.addBatch();
                if (++waiting == batch || i == rows.size() - 1) {
                    insert.executeBatch();
                    waiting = 0;
                }
            }
        }
    }

    /** Slow, and only for a page in which the database refused something: finds out which row it was. */
    private void insertOneByOne(Connection connection, LoadPage page) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(table.insert())) {
            table.dialect().limit(insert);
            for (Row row : List.copyOf(page.rows())) {
                Savepoint before = connection.setSavepoint();
                try {
                    bind(insert, row);
                    insert.executeUpdate();
                    connection.releaseSavepoint(before);
                } catch (SQLException failure) {
                    if (!SqlFailure.isAboutData(failure)) {
                        throw failure;
                    }
                    connection.rollback(before);
                    page.reject(row, "the database refuses it: " + SqlFailure.firstLine(failure));
                }
            }
        }
    }

    private static void bind(PreparedStatement insert, Row row) throws SQLException {
        insert.setLong(1, row.number());
        for (int i = 0; i < row.size(); i++) {
            String value = row.value(i);
            if (value == null) {
                insert.setNull(i + 2, Types.VARCHAR);
            } else {
                insert.setString(i + 2, value);
            }
        }
    }

    private void notePage(Connection connection, LoadPage page) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(table.insertPage())) {
            table.dialect().limit(insert);
            insert.setLong(1, page.number());
            insert.setInt(2, page.rows().size());
            insert.setInt(3, page.rejects().size());
            insert.setInt(4, page.injected());
            insert.setLong(5, page.checksum());
            insert.executeUpdate();
        }
    }
}
