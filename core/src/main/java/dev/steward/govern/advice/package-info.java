/** What to change, from what was measured. */
@NullMarked
package dev.steward.govern.advice;

import org.jspecify.annotations.NullMarked;
