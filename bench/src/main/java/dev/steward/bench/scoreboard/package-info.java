/** The scoreboard of the connection pools: which behaviours each of them has, found out by trying. */
@NullMarked
package dev.steward.bench.scoreboard;

import org.jspecify.annotations.NullMarked;
