@NullMarked
package dev.steward.bench.scoreboard;

import org.jspecify.annotations.NullMarked;
