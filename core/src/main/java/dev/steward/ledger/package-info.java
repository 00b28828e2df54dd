/**
 * The ledger: who holds what and who waits, read live from everything managed; the leases that look lost, the waits that
 * cannot end, and what may come to that.
 */
@NullMarked
package dev.steward.ledger;

import org.jspecify.annotations.NullMarked;
