package dev.steward.bench;

import dev.steward.bench.jdbc.JdbcPeers;
import dev.steward.bench.jdbc.Target;
import dev.steward.bench.peer.Peers;
import dev.steward.bench.stub.StubDriver;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * What a connection pool adds to a driver that does nothing: as often as it goes. The connection is returned, so that
 * nobody is measured without making one: in a program it always escapes. Public because JMH generates subclasses.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@SuppressWarnings("NullAway.Init") // JMH fills the fields in.
public class JdbcCycle {
    private static final int CONNECTIONS = 16;

    @Param(Peers.STEWARD)
    public String peer;

    private DataSource pool;

    @Setup
    public void open() throws SQLException {
        pool = JdbcPeers.open(peer, Target.fixed(StubDriver.url(0), CONNECTIONS));
    }

    @Benchmark
    public Connection cycle() throws SQLException {
        Connection connection = pool.getConnection();
        connection.close();
        return connection;
    }

    @Benchmark
    public boolean statement() throws SQLException {
        try (Connection connection = pool.getConnection();
                PreparedStatement statement = connection.prepareStatement("select 1");
                ResultSet results = statement.executeQuery()) {
            return results.next();
        }
    }
}
