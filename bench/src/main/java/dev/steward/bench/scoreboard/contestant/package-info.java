/** Who stands on the scoreboard: one class for each pool, with its defaults and with its best documented settings. */
@NullMarked
package dev.steward.bench.scoreboard.contestant;

import org.jspecify.annotations.NullMarked;
