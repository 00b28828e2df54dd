package dev.steward.cli.fault;

import java.util.Locale;

/** The faults there are. Each is really done; what is counted is what was done. */
public enum FaultKind {
    /** The database ends a session in the middle of a batch. */
    CONNECTION_KILLED(0),
    /** A statement sleeps in the database for longer than its timeout allows. */
    SLOW_STATEMENT(1),
    /** The page server answers 500. */
    HTTP_500(2),
    /** The page server takes the request and answers nothing until the client has given up. */
    HTTP_STALL(3),
    /** The page server announces a length and closes the connection before it. */
    HTTP_TRUNCATED(4),
    /** A thread takes a lease and ends without closing it. */
    LEAKED_LEASE(5),
    /** A malformed record stands behind the others of its page. */
    BAD_ROW(6),
    /** A lease is taken and its handle let go of, by a thread that lives on. */
    FORGOTTEN_LEASE(7),
    /** Two threads each hold what the other waits for. */
    DEADLOCK(8),
    /** Objects are kept that nobody will ever ask for. */
    HEAP_LEAK(9);

    private final int phase;

    FaultKind(int phase) {
        this.phase = phase;
    }

    /** Shifts the kinds against each other, so that they do not all strike the same page. */
    int phase() {
        return phase;
    }

    /** Its name in the report and in JSON. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
