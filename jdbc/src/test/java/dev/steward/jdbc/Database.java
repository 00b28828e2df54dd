package dev.steward.jdbc;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** A real database, as far as the contract suite must know which one it is. */
interface Database {
    String PASSWORD = "right-Horse-42";

    String url();

    String user();

    /** The expression by which a session names itself. */
    String sessionId();

    /** The statement by which another session ends that one. */
    String endSession(long sessionId);

    /** The driver's own connection type, for unwrap. */
    Class<?> driverType();

    default JdbcPoolBuilder pool(String name) {
        return JdbcPool.builder(name).url(url()).user(user()).password(PASSWORD).size(0, 1);
    }

    default Connection beside() throws SQLException {
        return DriverManager.getConnection(url(), user(), PASSWORD);
    }
}
