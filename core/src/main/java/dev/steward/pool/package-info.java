/**
 * Pools of any object: {@link dev.steward.pool.Pool} and its builder. Everything else in this package is the engine
 * behind it.
 *
 * <h2>Who does what</h2>
 * <ul>
 *   <li>{@code Slot}: the place that holds one resource, and its states.
 *   <li>{@code Pool}: the fast paths, one compare-and-set to acquire and one store to release.
 *   <li>{@code WaitLine}: who waits, in order, and how a released slot reaches them.
 *   <li>{@code Population}: how many resources there are, and who creates, checks and destroys them.
 *   <li>{@code Upkeep}: the one thread of a pool; it serves waiters whose wake-up was missed, and lets resources age.
 *   <li>{@code Hands}: the threads that run the user's code.
 * </ul>
 *
 * <p>Lock order: the population's lock, then a budget's. Neither is held while user code runs.
 */
@NullMarked
package dev.steward.pool;

import org.jspecify.annotations.NullMarked;
