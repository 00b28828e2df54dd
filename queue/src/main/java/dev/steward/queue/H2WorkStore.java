package dev.steward.queue;

import dev.steward.work.Priority;
import dev.steward.work.WorkItem;
import dev.steward.work.WorkStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Items in a file of H2, on one connection. What is written is in the file, past every buffer of this process, when the
 * method returns: it survives whatever becomes of the process. Whether it survives a loss of power is for the
 * {@link Sync} to say. One process at a time may open the file; a second one is refused. Threadsafe.
 */
public final class H2WorkStore implements WorkStore {
    /** When what was written is forced onto the device. */
    public enum Sync {
        /** Whenever the system likes: an item can be lost with the power, not with the process. */
        SYSTEM,

        /** Before a method returns: not with the power either, at the price of a disk write for each. */
        EACH_WRITE
    }

    private static final String SCHEMA = "create table if not exists work_item ("
            + "id bigint primary key, priority varchar(10) not null, payload varbinary not null,"
            + " state varchar(10) not null, finished bigint, result varbinary);"
            + "create index if not exists work_item_finished on work_item (finished);"
            + "create table if not exists work_last (one boolean primary key, id bigint not null, finished bigint not null);"
            + "merge into work_last using (values (true)) as v (one) on work_last.one = v.one"
            + " when not matched then insert values (true, 0, 0)";

    private static final String UNFINISHED = WorkItem.State.QUEUED.name();

    private final Path file;
    private final Connection connection;
    private final String checkpoint;
    private final ReentrantLock lock = new ReentrantLock();

    private H2WorkStore(Path file, Connection connection, Sync sync) {
        this.file = file;
        this.connection = connection;
        this.checkpoint = sync == Sync.EACH_WRITE ? "checkpoint sync" : "checkpoint";
    }

    /**
     * Opens a store, and makes it if there is none.
     *
     * @param file where; H2 adds {@code .mv.db} to its name
     * @param sync when what was written is forced onto the device
     * @return the store; close it after the queue
     * @throws UncheckedIOException if it cannot be opened, or another process has
     */
    public static H2WorkStore open(Path file, Sync sync) {
        Path absolute = file.toAbsolutePath();
        // The end of the process must not close it under the queue; and a rewriting of the whole file takes its time.
        String url = "jdbc:h2:file:" + absolute + ";DB_CLOSE_ON_EXIT=FALSE;WRITE_DELAY=0;MAX_COMPACT_TIME=0";
        try {
            Connection connection = DriverManager.getConnection(url, "sa", "");
            boolean ready = false;
            try (Statement statement = connection.createStatement()) {
                statement.execute(SCHEMA);
                connection.setAutoCommit(false);
                ready = true;
                return new H2WorkStore(absolute, connection, sync);
            } finally {
                if (!ready) {
                    connection.close();
                }
            }
        } catch (SQLException failure) {
            throw failed("cannot be opened", absolute, failure);
        }
    }

    private static UncheckedIOException failed(String what, Path file, SQLException failure) {
        return new UncheckedIOException(new IOException(
                "the work store " + file + " " + what + ": " + failure.getMessage()
                        + "; next: see whether another process has it open, and whether the disk is full",
                failure));
    }

    /** Some statements that belong together. */
    @FunctionalInterface
    private interface Work<T> {
        T in(Connection connection) throws SQLException;
    }

    private <T> T read(Work<T> work) {
        lock.lock();
        try {
            return work.in(connection);
        } catch (SQLException failure) {
            throw failed("cannot be read", file, failure);
        } finally {
            lock.unlock();
        }
    }

    private void write(Work<?> work) {
        lock.lock();
        try {
            boolean done = false;
            try (Statement statement = connection.createStatement()) {
                work.in(connection);
                connection.commit();
                statement.execute(checkpoint);
                done = true;
            } finally {
                if (!done) {
                    connection.rollback();
                }
            }
        } catch (SQLException failure) {
            throw failed("cannot be written", file, failure);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public long lastId() {
        return read(open -> {
            try (Statement statement = open.createStatement();
                    ResultSet row = statement.executeQuery("select id from work_last")) {
                return row.next() ? row.getLong(1) : 0L;
            }
        });
    }

    @Override
    public List<Open> open() {
        return read(open -> {
            List<Open> items = new ArrayList<>();
            try (PreparedStatement statement =
                    open.prepareStatement("select id, priority, payload from work_item where state = ? order by id")) {
                statement.setString(1, UNFINISHED);
                try (ResultSet rows = statement.executeQuery()) {
                    while (rows.next()) {
                        items.add(new Open(rows.getLong(1), Priority.valueOf(rows.getString(2)), rows.getBytes(3)));
                    }
                }
            }
            return items;
        });
    }

    @Override
    public List<Finished> finished(int most) {
        return read(open -> {
            List<Finished> items = new ArrayList<>();
            try (PreparedStatement statement = open.prepareStatement("select * from (select id, state, result, finished"
                    + " from work_item where state <> ? order by finished desc limit ?) order by finished")) {
                statement.setString(1, UNFINISHED);
                statement.setInt(2, most);
                try (ResultSet rows = statement.executeQuery()) {
                    while (rows.next()) {
                        items.add(new Finished(
                                rows.getLong(1), WorkItem.State.valueOf(rows.getString(2)), rows.getBytes(3)));
                    }
                }
            }
            return items;
        });
    }

    @Override
    public void add(Open item) {
        write(open -> {
            try (PreparedStatement insert = open.prepareStatement(
                            "insert into work_item (id, priority, payload, state) values (?, ?, ?, ?)");
                    PreparedStatement last = open.prepareStatement("update work_last set id = greatest(id, ?)")) {
                insert.setLong(1, item.id());
                insert.setString(2, item.priority().name());
                insert.setBytes(3, item.payload());
                insert.setString(4, UNFINISHED);
                last.setLong(1, item.id());
                return insert.executeUpdate() + last.executeUpdate();
            }
        });
    }

    @Override
    public void finish(Finished item) {
        write(open -> {
            try (PreparedStatement last = open.prepareStatement("update work_last set finished = finished + 1");
                    PreparedStatement update = open.prepareStatement("update work_item set state = ?, result = ?,"
                            + " payload = ?, finished = (select finished from work_last) where id = ?")) {
                last.executeUpdate();
                update.setString(1, item.state().name());
                update.setBytes(2, item.result());
                update.setBytes(3, new byte[0]);
                update.setLong(4, item.id());
                return update.executeUpdate();
            }
        });
    }

    @Override
    public void forget(Collection<Long> ids) {
        write(open -> {
            try (PreparedStatement delete =
                    open.prepareStatement("delete from work_item where id = ? and state <> ?")) {
                for (Long id : ids) {
                    delete.setLong(1, id);
                    delete.setString(2, UNFINISHED);
                    delete.addBatch();
                }
                return delete.executeBatch();
            }
        });
    }

    /**
     * Closes the file, for another to open it.
     *
     * @throws UncheckedIOException if that fails
     */
    @Override
    public void close() {
        lock.lock();
        try {
            connection.close();
        } catch (SQLException failure) {
            throw failed("cannot be closed", file, failure);
        } finally {
            lock.unlock();
        }
    }
}
