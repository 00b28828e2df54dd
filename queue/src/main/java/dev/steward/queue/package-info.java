/** Where a {@link dev.steward.work.WorkQueue} keeps its items so that they outlive the process: an embedded database. */
@NullMarked
package dev.steward.queue;

import org.jspecify.annotations.NullMarked;
