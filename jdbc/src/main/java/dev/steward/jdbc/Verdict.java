package dev.steward.jdbc;

/** What a failure says about connections. */
public enum Verdict {
    /** Nothing: a constraint was violated, a statement was wrong, a deadlock was broken. The connection is kept. */
    HARMLESS,

    /** The connection it happened on is lost, or in no state to be used again. It is destroyed when it comes back. */
    LOST,

    /**
     * No connection that was there before can be trusted any more: the server shuts down, or this node is not the one to
     * write to any longer. What is idle is destroyed now, what is leased when it comes back. Connections that were
     * opened since the pool last heard this are spared, so that late news does not hit the new ones.
     */
    ALL_LOST
}
