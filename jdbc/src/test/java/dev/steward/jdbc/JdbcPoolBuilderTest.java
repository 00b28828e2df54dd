package dev.steward.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.steward.Steward;
import dev.steward.resource.Kind;
import dev.steward.testing.NothingLeftBehind;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.assertj.core.util.Throwables;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(NothingLeftBehind.class)
final class JdbcPoolBuilderTest {
    private static final String URL = "jdbc:h2:mem:builder";

    @Test
    void everyConflictIsNamedAtOnce() {
        JdbcPoolBuilder builder = JdbcPool.builder(" ")
                .url("http://db?password=s3cret")
                .dataSource(new JdbcDataSource())
                .property("ssl", "true")
                .password("s3cret")
                .credentials(() -> Credentials.of("a", "b"))
                .size(5, 0)
                .acquireTimeout(Duration.ofSeconds(-1))
                .connectTimeout(Duration.ZERO)
                .idleTimeout(Duration.ZERO)
                .lifetime(Duration.ZERO)
                .checkAfterIdle(Duration.ZERO)
                .validationTimeout(Duration.ZERO)
                .keepalive(Duration.ZERO)
                .unavailableAfter(Duration.ZERO)
                .startWithin(Duration.ZERO)
                .networkTimeout(Duration.ZERO)
                .overflow(-1)
                .maxWaiters(-1)
                .maxOpenStatements(0)
                .driverClass("")
                .validationQuery("")
                .resetSql("")
                .isolation(Connection.TRANSACTION_NONE)
                .schema("")
                .catalog("")
                .initSql("");
        assertThatThrownBy(builder::build)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(
                        "name:",
                        "url:",
                        "property:",
                        "password:",
                        "credentials:",
                        "size: max",
                        "size: min 5",
                        "acquireTimeout:",
                        "connectTimeout:",
                        "idleTimeout:",
                        "lifetime:",
                        "checkAfterIdle:",
                        "validationTimeout:",
                        "keepalive:",
                        "unavailableAfter:",
                        "startWithin:",
                        "networkTimeout:",
                        "overflow:",
                        "maxWaiters:",
                        "maxOpenStatements:",
                        "driverClass:",
                        "validationQuery:",
                        "resetSql:",
                        "isolation:",
                        "schema:",
                        "catalog:",
                        "initSql:")
                .hasMessageNotContaining("s3cret");
        assertThat(builder.toString()).doesNotContain("s3cret");
    }

    @Test
    void withoutADatabaseItCannotBeBuilt() {
        assertThatThrownBy(JdbcPool.builder("nowhere")::build).hasMessageContaining("url: missing");
    }

    @Test
    void aPasswordGivenTwiceIsAConflict() {
        assertThatThrownBy(JdbcPool.builder("twice")
                        .url("jdbc:x://db?password=s3cret")
                        .user("a")
                        .password("b")::build)
                .hasMessageContaining("url: holds a password")
                .hasMessageNotContaining("s3cret");
    }

    @Test
    void buildingConnectsToNothing() {
        try (JdbcPool pool =
                JdbcPool.builder("lazy").url("jdbc:postgresql://192.0.2.1/x").build()) {
            assertThat(pool.statistics().size()).isZero();
        }
    }

    @Test
    void aUrlWithoutADriverFailsAtOnceAndIsShownWithoutItsPassword() {
        try (JdbcPool pool = JdbcPool.builder("typo")
                .url("jdbc:postgrsql://db/x?password=s3cret")
                .build()) {
            ConnectFailedException refused = catchThrowableOfType(ConnectFailedException.class, pool::getConnection);
            assertThat((Throwable) refused).hasMessageContaining("jdbc:postgrsql://db/x?password=***");
            assertThat(Throwables.getStackTrace(refused)).doesNotContain("s3cret");
            assertThat(pool.toString()).doesNotContain("s3cret");
        }
    }

    @Test
    void anErrorOfTheDriverThatQuotesTheUrlIsMasked() {
        try (JdbcPool pool = JdbcPool.builder("quoted")
                .url(URL + ";PASSWORD=s3cret;NO_SUCH_SETTING=1")
                .acquireTimeout(Duration.ofMillis(300))
                .build()) {
            Throwable refused = catchThrowableOfType(SQLException.class, pool::getConnection);
            assertThat(Throwables.getStackTrace(refused))
                    .contains("NO_SUCH_SETTING")
                    .doesNotContain("s3cret");
        }
    }

    @Test
    void aDataSourceMayOpenTheConnections() throws SQLException {
        JdbcDataSource h2 = new JdbcDataSource();
        h2.setURL(URL);
        try (JdbcPool pool =
                        JdbcPool.builder("over-ds").dataSource(h2).user("sa").build();
                Connection connection = pool.getConnection()) {
            assertThat(connection.isValid(5)).isTrue();
            assertThat(pool.unwrap(JdbcDataSource.class)).isSameAs(h2);
            assertThat(pool.isWrapperFor(JdbcDataSource.class)).isTrue();
            assertThat(pool.isWrapperFor(Runnable.class)).isFalse();
        }
    }

    @Test
    void anInitStatementThatIsNoSqlFailsAtOnceAndLeavesNoConnectionBehind() {
        try (JdbcPool pool = JdbcPool.builder("bad-init")
                .url(URL)
                .initSql("this is no SQL")
                .acquireTimeout(Duration.ofMinutes(1))
                .build()) {
            assertThatThrownBy(pool::getConnection)
                    .isInstanceOf(ConnectFailedException.class)
                    .hasMessageContaining("this is no")
                    .hasRootCauseInstanceOf(SQLException.class);
        }
    }

    @Test
    void theLoginTimeoutReplacesTheAcquireTimeout() throws SQLException {
        try (JdbcPool pool = JdbcPool.builder("login").url(URL).size(0, 1).build();
                Connection held = pool.getConnection()) {
            pool.setLoginTimeout(1);
            assertThat(pool.getLoginTimeout()).isEqualTo(1);
            assertThatThrownBy(pool::getConnection).isInstanceOf(PoolExhaustedException.class);
            assertThatThrownBy(() -> pool.setLoginTimeout(-1)).isInstanceOf(SQLException.class);
            assertThat(held.isClosed()).isFalse();
            assertThat(pool.getLogWriter()).isNull();
            pool.setLogWriter(null);
            assertThatThrownBy(pool::getParentLogger).isInstanceOf(SQLException.class);
        }
    }

    @Test
    void aStewardBuildsItWithinTheBudgetOfConnections() throws SQLException {
        try (Steward steward = Steward.builder().limit(Kind.CONNECTIONS, 1).build()) {
            JdbcPool orders = steward.manage(JdbcPool.builder("orders").url(URL).size(0, 5));
            orders.setLoginTimeout(1);
            try (Connection connection = orders.getConnection()) {
                assertThat(connection.isValid(5)).isTrue();
                assertThat(steward.budget(Kind.CONNECTIONS).used()).isEqualTo(1);
                assertThatThrownBy(orders::getConnection)
                        .isInstanceOf(PoolExhaustedException.class)
                        .hasMessageContaining("budget");
            }
        }
    }

    @Test
    void credentialsDoNotShowThePassword() {
        assertThat(Credentials.of("alice", "s3cret").toString())
                .contains("alice")
                .doesNotContain("s3cret");
    }
}
