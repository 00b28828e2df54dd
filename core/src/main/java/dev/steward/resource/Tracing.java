package dev.steward.resource;

/**
 * How many of its leases a managed thing traces. A traced lease has its site recorded, and is missed when its handle is
 * collected without having been closed. What is not traced is still in the ledger, with holder and age.
 */
public enum Tracing {
    /** None. */
    OFF,
    /** A share of them, so that it costs less than a hundredth of the time. */
    SAMPLED,
    /** Every one from the next on: while something is under suspicion, and in tests. Costs a few microseconds a lease. */
    ALL
}
