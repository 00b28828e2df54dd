package dev.steward.bench.scoreboard.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

final class TrialDatabaseTest {
    @Test
    void aConnectionThatWasCutFailsAndCanBeClosed() throws SQLException {
        try (TrialDatabase database = new TrialDatabase()) {
            Connection connection = DriverManager.getConnection(database.url());
            Statement statement = connection.createStatement();
            assertThat(connection.isValid(1)).isTrue();
            database.cutAll();
            assertThat(connection.isValid(1)).isFalse();
            assertThatThrownBy(() -> statement.execute("select 1")).hasMessageContaining("cut");
            assertThatThrownBy(connection::getAutoCommit).hasMessageContaining("cut");
            connection.close();
            assertThat(connection.isClosed()).isTrue();
        }
    }

    @Test
    void itCountsWhatIsOpen() throws SQLException {
        try (TrialDatabase database = new TrialDatabase()) {
            Connection one = DriverManager.getConnection(database.url());
            Connection other = DriverManager.getConnection(database.url());
            one.createStatement();
            one.createStatement().close();
            one.rollback();
            one.close();
            one.close();
            assertThat(database.openStatements()).isEqualTo(1);
            assertThat(database.open()).isEqualTo(1);
            assertThat(database.mostOpen()).isEqualTo(2);
            assertThat(database.connections().get(0).calls()).containsExactly("rollback", "close", "close");
            other.close();
        }
    }

    @Test
    void aConnectThatHangsEndsWithTheTrial() throws Exception {
        FutureTask<Connection> hung;
        try (TrialDatabase database = new TrialDatabase()) {
            database.hang(1);
            hung = new FutureTask<>(() -> DriverManager.getConnection(database.url()));
            Thread thread = new Thread(hung);
            thread.start();
            thread.interrupt();
            assertThatThrownBy(() -> hung.get(50, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
        }
        assertThatThrownBy(() -> hung.get(10, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .hasRootCauseMessage("the connect hung until the trial was over");
    }

    @Test
    void connectsAreRefusedUntilTheyAreServedAgain() throws SQLException {
        try (TrialDatabase database = new TrialDatabase()) {
            database.connectsTake(Duration.ofMillis(1));
            database.refuse(() -> new SQLException("down", "08001"));
            assertThatThrownBy(() -> DriverManager.getConnection(database.url()))
                    .hasMessage("down");
            database.refuse(null);
            DriverManager.getConnection(database.url()).close();
            assertThat(database.connects()).isEqualTo(2);
        }
    }
}
