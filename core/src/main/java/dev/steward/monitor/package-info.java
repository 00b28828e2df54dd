/**
 * The process as a whole, looked at every tick: snapshots of everything managed, where its memory is, which threads and
 * files grow in number although nobody leases them. It looks and remembers; what to do about it others decide.
 */
@NullMarked
package dev.steward.monitor;

import org.jspecify.annotations.NullMarked;
