/** The competitors: one class for each, behind {@link dev.steward.bench.peer.Peer}, listed in {@code Peers}. */
@NullMarked
package dev.steward.bench.peer;

import org.jspecify.annotations.NullMarked;
