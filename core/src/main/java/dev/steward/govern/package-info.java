/** The governor: signals, pressure, the ladder of responses to it, alerts and advice. It sees managed things, never a concrete pool. */
@NullMarked
package dev.steward.govern;

import org.jspecify.annotations.NullMarked;
