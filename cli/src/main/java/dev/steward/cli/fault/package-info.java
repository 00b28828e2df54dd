/** Faults that are really done, so that the recovery from them is seen. */
@NullMarked
package dev.steward.cli.fault;

import org.jspecify.annotations.NullMarked;
