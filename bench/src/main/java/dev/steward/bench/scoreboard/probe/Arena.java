package dev.steward.bench.scoreboard.probe;

import dev.steward.bench.scoreboard.contestant.Contestant;
import dev.steward.bench.scoreboard.contestant.OpenPool;
import dev.steward.bench.scoreboard.contestant.Setup;
import dev.steward.bench.scoreboard.trial.TrialDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Where one probe meets one contestant: databases, pools, threads, and the clearing up afterwards. Confined to the probe. */
public final class Arena {
    private static final Duration CLEARING = Duration.ofSeconds(2);

    private final Contestant contestant;
    private final PostgresServer postgres;
    private final Transcript transcript;
    private final Map<Class<?>, Object> memory;
    private final Deque<TrialDatabase> trials = new ArrayDeque<>();
    private final Deque<OpenPool> pools = new ArrayDeque<>();

    /** @param memory what earlier probes found out about the same contestant */
    public Arena(Contestant contestant, PostgresServer postgres, Transcript transcript, Map<Class<?>, Object> memory) {
        this.contestant = contestant;
        this.postgres = postgres;
        this.transcript = transcript;
        this.memory = memory;
        transcript.clear();
    }

    /** For what several probes look at, each from its side: it is done once in a process. */
    <T> T once(Class<T> type, Callable<? extends T> work) throws Exception {
        Object known = memory.get(type);
        if (known == null) {
            known = work.call();
            memory.put(type, known);
        }
        return type.cast(known);
    }

    PostgresServer postgres() {
        return postgres;
    }

    TrialDatabase trial() {
        TrialDatabase database = new TrialDatabase();
        trials.push(database);
        return database;
    }

    /** To be refined before it is opened: no connection at first, two at most, a timeout of 10 s. */
    Setup on(TrialDatabase database) {
        return Setup.of(database.url(), TrialDatabase.SCHEMA, TrialDatabase.CATALOG);
    }

    Setup onPostgres() {
        return Setup.of(postgres.url(), PostgresServer.SCHEMA, PostgresServer.CATALOG);
    }

    DataSource open(Setup setup) throws SQLException {
        return openPool(setup).source();
    }

    OpenPool openPool(Setup setup) throws SQLException {
        OpenPool pool = contestant.open(setup, transcript.writer());
        pools.push(pool);
        return pool;
    }

    long shortestTimeoutMillis() {
        return contestant.shortestTimeoutMillis();
    }

    <T> Attempt<T> start(Callable<? extends T> work) {
        return start("caller", work);
    }

    <T> Attempt<T> start(String name, Callable<? extends T> work) {
        return Attempt.start(name, work);
    }

    /** Gets so many connections, one after the other. */
    static List<Connection> hold(DataSource pool, int count) throws SQLException {
        List<Connection> held = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            held.add(pool.getConnection());
        }
        return held;
    }

    static void closeAll(List<Connection> connections) throws SQLException {
        for (Connection connection : connections) {
            connection.close();
        }
    }

    /** What a pool says of itself when it opens holds all sorts of words. */
    void forgetWhatWasSaid() {
        transcript.clear();
    }

    String said() {
        return transcript.text();
    }

    /** What a failure says, and its causes, and what the pool has said besides. */
    String said(@Nullable Throwable failure) {
        StringBuilder text = new StringBuilder();
        int links = 0;
        for (Throwable cause = failure; cause != null && links < 16; cause = cause.getCause()) {
            text.append(cause).append('\n');
            links++;
        }
        return text.append(said()).toString();
    }

    /** A pool that hangs at close as well is left behind. */
    public void clear() throws InterruptedException {
        trials.forEach(TrialDatabase::close);
        List<Attempt<Boolean>> ends = new ArrayList<>();
        for (OpenPool pool : pools) {
            ends.add(start("clearing", () -> {
                pool.close(Duration.ZERO);
                return true;
            }));
        }
        for (Attempt<Boolean> end : ends) {
            boolean unused = end.endsWithin(CLEARING);
        }
    }
}
