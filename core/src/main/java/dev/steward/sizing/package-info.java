/** How many of a thing serve a load, by the theory of queues. Not exported. */
@NullMarked
package dev.steward.sizing;

import org.jspecify.annotations.NullMarked;
