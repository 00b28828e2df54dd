/** What pages are read with and into: pooled, or made anew each time as in a program without pools. */
@NullMarked
package dev.steward.cli.supply;

import org.jspecify.annotations.NullMarked;
