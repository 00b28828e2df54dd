package dev.steward.jdbc;

import dev.steward.resource.Budget;
import dev.steward.resource.Kind;
import dev.steward.resource.Managed;
import dev.steward.resource.ResourceClosedException;
import dev.steward.testing.ManagedContract;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/** A JDBC pool promises what everything managed does. */
class JdbcPoolManagedTest extends ManagedContract {
    @Override
    protected Kind kind() {
        return Kind.CONNECTIONS;
    }

    @Override
    protected Managed build(Budget budget) {
        return JdbcPool.builder("managed")
                .url("jdbc:h2:mem:managed;DB_CLOSE_DELAY=-1")
                .user("sa")
                .size(0, 4)
                .acquireTimeout(Duration.ofSeconds(20))
                .buildWithin(budget);
    }

    @Override
    protected Held hold(Managed managed) {
        try {
            Connection connection = ((JdbcPool) managed).getConnection();
            return () -> close(connection);
        } catch (SQLException refused) {
            if (refused.getCause() instanceof ResourceClosedException closed) {
                throw closed;
            }
            throw new IllegalStateException(refused);
        }
    }

    private static void close(Connection connection) {
        try {
            connection.close();
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }
}
