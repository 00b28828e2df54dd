package dev.steward.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

/** No way leads from the shells to the physical connection, but the one that is asked for. */
interface ShellContract extends OnDatabase {
    @Test
    default void everyWayBackLeadsToTheShell() throws SQLException {
        try (JdbcPool pool = database().pool("shells").build();
                Connection connection = pool.getConnection();
                Statement statement = connection.createStatement();
                PreparedStatement prepared = connection.prepareStatement("select 1");
                CallableStatement callable = connection.prepareCall("{call abs(1)}");
                ResultSet results = statement.executeQuery("select 1");
                ResultSet preparedResults = prepared.executeQuery();
                ResultSet tables = connection.getMetaData().getTables(null, null, "%", null)) {
            assertThat(connection.getMetaData().getConnection()).isSameAs(connection);
            assertThat(statement.getConnection()).isSameAs(connection);
            assertThat(prepared.getConnection()).isSameAs(connection);
            assertThat(callable.getConnection()).isSameAs(connection);
            assertThat(results.getStatement()).isSameAs(statement);
            assertThat(preparedResults.getStatement()).isSameAs(prepared);
            assertThat(tables.getStatement()).isNull();
            assertThat(connection.unwrap(Connection.class)).isSameAs(connection);
            assertThat(statement.unwrap(Statement.class)).isSameAs(statement);
            assertThat(connection.isWrapperFor(database().driverType())).isTrue();
            assertThat(connection.isWrapperFor(Runnable.class)).isFalse();
            assertThat(connection.unwrap(database().driverType())).isNotNull();
            assertThatThrownBy(() -> connection.unwrap(Runnable.class)).isInstanceOf(SQLException.class);
            assertThat(pool.unwrap(JdbcPool.class)).isSameAs(pool);
        }
    }
}
