/** What to give back while nobody asks for it, from what was measured lately. */
@NullMarked
package dev.steward.govern.optimize;

import org.jspecify.annotations.NullMarked;
