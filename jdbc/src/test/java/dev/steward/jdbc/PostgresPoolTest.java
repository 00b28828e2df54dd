package dev.steward.jdbc;

import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.RegisterExtension;

final class PostgresPoolTest extends JdbcPoolContract {
    @RegisterExtension
    static final Server SERVER = new Server();

    @Override
    public Database database() {
        return SERVER.postgres();
    }

    /** Gets the server before the first test. */
    static final class Server implements BeforeAllCallback {
        private @org.jspecify.annotations.Nullable Postgres postgres;

        @Override
        public void beforeAll(ExtensionContext context) {
            postgres = Postgres.of(context);
        }

        Postgres postgres() {
            if (postgres == null) {
                throw new IllegalStateException("the server was not started");
            }
            return postgres;
        }
    }
}
