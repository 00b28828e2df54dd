/** The roof: {@link dev.steward.Steward} owns what is managed, gives it its budgets, watches it and closes it in order. */
@NullMarked
package dev.steward;

import org.jspecify.annotations.NullMarked;
