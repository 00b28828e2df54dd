/** The executors that are measured. */
@NullMarked
package dev.steward.bench.work;

import org.jspecify.annotations.NullMarked;
