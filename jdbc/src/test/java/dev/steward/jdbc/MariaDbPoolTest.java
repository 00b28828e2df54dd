package dev.steward.jdbc;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("mariadb")
final class MariaDbPoolTest extends JdbcPoolContract {
    @RegisterExtension
    static final Server SERVER = new Server();

    @Override
    public Database database() {
        return SERVER.mariaDb();
    }

    /** Gets the server before the first test. */
    static final class Server implements BeforeAllCallback {
        private @Nullable MariaDb mariaDb;

        @Override
        public void beforeAll(ExtensionContext context) {
            mariaDb = MariaDb.of(context);
        }

        MariaDb mariaDb() {
            if (mariaDb == null) {
                throw new IllegalStateException("the server was not started");
            }
            return mariaDb;
        }
    }
}
