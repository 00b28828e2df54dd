/** What managed things were like over the last day. */
@NullMarked
package dev.steward.govern.history;

import org.jspecify.annotations.NullMarked;
