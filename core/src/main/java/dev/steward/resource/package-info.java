/**
 * The vocabulary that everything else is written in: kinds, budgets, leases, the contract of what is managed, and the
 * errors. It knows nothing of pools, and everything stands on it.
 */
@NullMarked
package dev.steward.resource;

import org.jspecify.annotations.NullMarked;
