/** The loopback server that hands out a file page by page. */
@NullMarked
package dev.steward.cli.serve;

import org.jspecify.annotations.NullMarked;
