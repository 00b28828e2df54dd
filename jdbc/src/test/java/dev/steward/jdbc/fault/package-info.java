/**
 * What happens to a pool and its users when a real server, or the network to it, fails: a {@link
 * dev.steward.jdbc.fault.Server} and a {@link dev.steward.jdbc.fault.Relay} that can be made to fail, a {@link
 * dev.steward.jdbc.fault.Load} that goes on meanwhile, and an {@link dev.steward.jdbc.fault.Account} of every request.
 */
@NullMarked
package dev.steward.jdbc.fault;

import org.jspecify.annotations.NullMarked;
