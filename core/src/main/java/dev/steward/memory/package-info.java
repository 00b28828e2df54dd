/** Pooled buffers in size classes, every byte of them drawn from a memory budget. */
@NullMarked
package dev.steward.memory;

import org.jspecify.annotations.NullMarked;
