/** How the command says no: one sentence and an exit code. */
@NullMarked
package dev.steward.cli.refuse;

import org.jspecify.annotations.NullMarked;
