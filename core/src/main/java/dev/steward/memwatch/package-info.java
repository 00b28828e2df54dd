/**
 * What grows without end although nobody leases it: the heap, the threads, the open files. Each watch reads what the
 * virtual machine and the system tell, says what that costs, and does without what it cannot have.
 */
@NullMarked
package dev.steward.memwatch;

import org.jspecify.annotations.NullMarked;
