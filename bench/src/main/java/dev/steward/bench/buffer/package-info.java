/** Whoever gives buffers: one class for each, behind {@link dev.steward.bench.buffer.BufferPeer}, listed in {@code BufferPeers}. */
@NullMarked
package dev.steward.bench.buffer;

import org.jspecify.annotations.NullMarked;
