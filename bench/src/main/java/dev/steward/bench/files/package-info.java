/** The ways to read many files that are measured. */
@NullMarked
package dev.steward.bench.files;

import org.jspecify.annotations.NullMarked;
