@NullMarked
package dev.steward.bench.scoreboard.probe;

import org.jspecify.annotations.NullMarked;
