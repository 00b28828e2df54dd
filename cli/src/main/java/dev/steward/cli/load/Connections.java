package dev.steward.cli.load;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Where those who load get a connection from. Threadsafe. */
@FunctionalInterface
public interface Connections {
    /** What is done with a connection. */
    @FunctionalInterface
    interface Work {
        /** Does it. */
        void with(Connection connection) throws SQLException;
    }

    /**
     * Does something with a connection that nobody else uses meanwhile.
     *
     * @throws SQLException if there is none to be had, or the work throws it
     */
    void use(Work work) throws SQLException;

    /** Those of a pool, which has each back as soon as the work is done. */
    static Connections of(DataSource pool) {
        return work -> {
            try (Connection connection = pool.getConnection()) {
                work.with(connection);
            }
        };
    }
}
