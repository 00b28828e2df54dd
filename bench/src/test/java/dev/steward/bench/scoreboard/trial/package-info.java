@NullMarked
package dev.steward.bench.scoreboard.trial;

import org.jspecify.annotations.NullMarked;
