package dev.steward.jdbc;

import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

final class H2PoolTest extends JdbcPoolContract {
    private static H2 h2;

    @BeforeAll
    static void open() throws SQLException {
        h2 = new H2();
    }

    @AfterAll
    static void close() throws SQLException {
        h2.close();
    }

    @Override
    public Database database() {
        return h2;
    }
}
