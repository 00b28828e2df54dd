/** Governed opening of files: every open channel is drawn from a budget. */
@NullMarked
package dev.steward.files;

import org.jspecify.annotations.NullMarked;
