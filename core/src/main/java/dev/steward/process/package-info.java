/**
 * Child processes that answer requests: started ahead, leased, checked, limited and killed with all that they started.
 *
 * <h2>Who does what</h2>
 * <ul>
 *   <li>{@link dev.steward.process.ProcessPool}: the pool, built on {@link dev.steward.pool.Pool}.
 *   <li>{@link dev.steward.process.ChildProcess}: one child as its holder sees it.
 *   <li>{@code Launcher}: starts children and puts limits on them. {@code Pipes}: what goes in and comes out of one.
 *   <li>{@code Warden}: a shell that outlives this process by a moment, to kill what it leaves.
 * </ul>
 */
@NullMarked
package dev.steward.process;

import org.jspecify.annotations.NullMarked;
