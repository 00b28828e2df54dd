/** What the governor looks at to see how much pressure there is. */
@NullMarked
package dev.steward.govern.signal;

import org.jspecify.annotations.NullMarked;
