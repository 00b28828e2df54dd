package dev.steward.bench.jdbc;

import dev.steward.bench.peer.Item;
import dev.steward.bench.peer.Peer;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** A connection pool seen as any other: getting a connection and closing it, with nothing between. Threadsafe. */
final class ConnectionsPeer implements Peer<Connection> {
    /** Never written, so it costs nobody anything that all threads read the same one. */
    private static final Item NOTHING = new Item();

    private final DataSource pool;

    ConnectionsPeer(DataSource pool) {
        this.pool = pool;
    }

    @Override
    public Connection acquire() throws SQLException {
        return pool.getConnection();
    }

    @Override
    public Item item(Connection hold) {
        return NOTHING;
    }

    @Override
    public void release(Connection hold) {
        try {
            hold.close();
        } catch (SQLException e) {
            throw new IllegalStateException("a connection cannot be given back", e);
        }
    }

    /** The pools end with the process. */
    @Override
    public void close() {}
}
