package dev.steward.ledger;

/** What a suspicious lease is suspected of. */
public enum Verdict {
    /** Its handle was collected without having been closed: lost for certain. */
    UNREACHABLE,
    /** The thread that holds it has ended: lost, unless another thread has the handle. */
    ORPHANED,
    /** Held for longer than its owner's threshold by somebody who is alive: look at where the holder is now. */
    LONG_HOLD,
    /** All leases of its site take much longer than they used to: not a leak, something behind the site got slow. */
    SLOW_SITE
}
