package dev.steward.cli.fault;

import dev.steward.cli.load.Dialect;
import dev.steward.cli.load.Sabotage;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.sql.Statement;
import javax.sql.DataSource;

/**
 * Does to a transaction what databases do: ends its session, or lets a statement take longer than its timeout. The
 * session is ended through another connection, as an operator would. Threadsafe.
 */
public final class ConnectionFaults implements Sabotage {
    private static final int PATIENCE_SECONDS = 1;

    private final Faults faults;
    private final Dialect dialect;
    private final DataSource operator;

    /**
     * The faults of a database.
     *
     * @param faults when they strike
     * @param dialect how the database is told
     * @param operator where the operator's connection comes from
     */
    public ConnectionFaults(Faults faults, Dialect dialect, DataSource operator) {
        this.faults = faults;
        this.dialect = dialect;
        this.operator = operator;
    }

    @Override
    public void strike(Connection connection, long page) throws SQLException {
        if (faults.strikes(FaultKind.CONNECTION_KILLED, page)) {
            kill(connection);
        }
        if (faults.strikes(FaultKind.SLOW_STATEMENT, page)) {
            sleep(connection);
        }
    }

    private void kill(Connection victim) throws SQLException {
        long session;
        try (Statement statement = victim.createStatement();
                ResultSet number = statement.executeQuery(dialect.sessionNumber())) {
            number.next();
            session = number.getLong(1);
        }
        try (Connection connection = operator.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(dialect.kill(session));
        }
        faults.done(FaultKind.CONNECTION_KILLED);
    }

    private void sleep(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setQueryTimeout(PATIENCE_SECONDS);
            faults.done(FaultKind.SLOW_STATEMENT);
            statement.execute(dialect.sleep());
        }
        throw new SQLTimeoutException("a statement took longer than " + PATIENCE_SECONDS + " s");
    }
}
