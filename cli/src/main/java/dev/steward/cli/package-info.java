/** The steward command and the governed migration. */
@NullMarked
package dev.steward.cli;

import org.jspecify.annotations.NullMarked;
