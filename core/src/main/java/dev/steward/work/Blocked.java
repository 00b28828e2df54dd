package dev.steward.work;

import java.util.concurrent.locks.Condition;

/** A submitter that waits for a place in the queue. Guarded by the crew's lock, but for {@code told}. */
final class Blocked {
    final Runnable task;
    final Priority priority;
    final long stamp;
    final Thread thread = Thread.currentThread();
    final Condition wake;
    boolean admitted;

    /** Whether it need not wait any longer. */
    volatile boolean told;

    Blocked(Runnable task, Priority priority, long stamp, Condition wake) {
        this.task = task;
        this.priority = priority;
        this.stamp = stamp;
        this.wake = wake;
    }
}
