/**
 * Actions that clean up after any object: when it is closed or collected, at the end of the process, or all of them at once
 * in the order of what depends on what.
 */
@NullMarked
package dev.steward.cleanup;

import org.jspecify.annotations.NullMarked;
