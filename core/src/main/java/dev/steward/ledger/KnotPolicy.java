package dev.steward.ledger;

/** What is done about waits that cannot end. */
public enum KnotPolicy {
    /** They are not looked for. */
    OFF,
    /** They are reported. */
    WARN,
    /** They are reported, and the youngest waiter fails with a {@link dev.steward.resource.DeadlockException}. */
    BREAK
}
