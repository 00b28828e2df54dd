package dev.steward.cli.load;

import java.sql.Connection;
import java.sql.SQLException;

/** What is done to a page's transaction on purpose, half way through its rows. Threadsafe. */
@FunctionalInterface
public interface Sabotage {
    /** Harms the connection, or lets it be. */
    void strike(Connection connection, long page) throws SQLException;
}
