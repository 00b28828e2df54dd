package dev.steward.work;

/** A task that waits, and its {@link Stamps stamp}, for those who look. Immutable. */
record Queued(Runnable task, long stamp) {}
