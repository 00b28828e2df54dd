/**
 * A database on trial: a driver whose connects can be slow, hang or be refused, whose connections can be cut, and which
 * counts what is asked of it.
 */
@NullMarked
package dev.steward.bench.scoreboard.trial;

import org.jspecify.annotations.NullMarked;
