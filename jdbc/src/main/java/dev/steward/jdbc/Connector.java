package dev.steward.jdbc;

import java.sql.Connection;
import java.sql.SQLException;

/** Where new connections come from. Threadsafe; several may be opened at once. */
interface Connector {
    /** Opens one. No failure that it throws shows a password. */
    Connection connect() throws SQLException;

    /** What it connects to, for messages; without secrets. */
    String target();
}
