/** Where records come from: formats, boundaries, the index of pages, rows. */
@NullMarked
package dev.steward.cli.source;

import org.jspecify.annotations.NullMarked;
