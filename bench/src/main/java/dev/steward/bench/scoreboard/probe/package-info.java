/** What is asked of every pool: one class for each behaviour, listed in {@link dev.steward.bench.scoreboard.probe.Behaviours}. */
@NullMarked
package dev.steward.bench.scoreboard.probe;

import org.jspecify.annotations.NullMarked;
