/** An HTTP service that is asked for more than it can do, and what guards it. */
@NullMarked
package dev.steward.bench.overload;

import org.jspecify.annotations.NullMarked;
