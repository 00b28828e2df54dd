/** The steward command: its subcommands, how it refuses, how it ends. */
@NullMarked
package dev.steward.cli;

import org.jspecify.annotations.NullMarked;
