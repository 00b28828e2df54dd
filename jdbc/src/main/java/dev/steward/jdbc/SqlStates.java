package dev.steward.jdbc;

/**
 * The SQLSTATEs that come from here and not from a driver. Classes that begin with S are free for implementations, so
 * none of Steward's own is taken for a broken connection, as class 08 would be.
 */
final class SqlStates {
    /** The standard's own word for the use of a closed connection. */
    static final String CONNECTION_DOES_NOT_EXIST = "08003";

    static final String EXHAUSTED = "STW01";
    static final String POOL_CLOSED = "STW02";
    static final String CONNECT_FAILED = "STW03";
    static final String INTERRUPTED = "STW04";

    private SqlStates() {}
}
