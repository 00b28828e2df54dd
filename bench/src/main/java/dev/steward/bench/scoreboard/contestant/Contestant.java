package dev.steward.bench.scoreboard.contestant;

import java.io.PrintWriter;
import java.sql.SQLException;

/** A pool with settings of one sort. Stateless. */
public interface Contestant {
    /** As in the heads of the columns. */
    String name();

    /** The software and its version. */
    String product();

    /** What is set besides URL, user, password, sizes and timeout, for the document; empty for defaults. */
    String settings();

    /** The shortest timeout that getConnection can be told, in milliseconds. */
    long shortestTimeoutMillis();

    /**
     * Opens a pool.
     *
     * @param log takes what the pool has to say, of pools that do not use a logging library
     */
    OpenPool open(Setup setup, PrintWriter log) throws SQLException;
}
