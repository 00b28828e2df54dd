/** The migration: what is asked for, the stages, and what came of it. */
@NullMarked
package dev.steward.cli.migrate;

import org.jspecify.annotations.NullMarked;
