/** Bounded caches that yield under pressure. */
@NullMarked
package dev.steward.cache;

import org.jspecify.annotations.NullMarked;
