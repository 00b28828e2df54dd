package dev.steward.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** The database that the contracts are tried on, with one empty table, and what they all do there. */
interface OnDatabase {
    Database database();

    @BeforeEach
    default void emptyTable() throws SQLException {
        execute("create table if not exists items (id int)");
        execute("delete from items");
    }

    @AfterEach
    default void dropTable() throws SQLException {
        execute("drop table items");
    }

    default long sessionOf(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select " + database().sessionId())) {
            row.next();
            return row.getLong(1);
        }
    }

    default void insert(Connection connection, int id) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("insert into items values (?)")) {
            statement.setInt(1, id);
            statement.executeUpdate();
        }
    }

    default int count(Connection connection, String table) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select count(*) from " + table)) {
            row.next();
            return row.getInt(1);
        }
    }

    default int countBeside() throws SQLException {
        try (Connection connection = database().beside()) {
            return count(connection, "items");
        }
    }

    default void execute(String sql) throws SQLException {
        try (Connection connection = database().beside();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
