package dev.steward.jdbc;

/**
 * The SQLSTATEs that come from here and not from a driver. Classes that begin with S are free for implementations, so
 * none of Steward's own is taken for a broken connection, as class 08 would be.
 */
final class SqlStates {
    /** The standard's own word for the use of a closed connection. */
    static final String CONNECTION_DOES_NOT_EXIST = "08003";

    /** The standard's own word for a commit or rollback where there must be none. */
    static final String INVALID_TRANSACTION_TERMINATION = "2D000";

    /** The standard's own word for a transaction begun where one is under way. */
    static final String ACTIVE_TRANSACTION = "25001";

    static final String EXHAUSTED = "STW01";
    static final String POOL_CLOSED = "STW02";
    static final String CONNECT_FAILED = "STW03";
    static final String INTERRUPTED = "STW04";
    static final String UNAVAILABLE = "STW05";
    static final String SATURATED = "STW06";
    static final String TOO_MANY_OPEN = "STW08";

    private SqlStates() {}
}
