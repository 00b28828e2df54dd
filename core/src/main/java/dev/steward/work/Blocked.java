package dev.steward.work;

import java.util.concurrent.locks.Condition;

/** A submitter that waits for a place in the queue. Guarded by the crew's lock. */
final class Blocked {
    final Task task;
    final Thread thread = Thread.currentThread();
    final Condition wake;
    boolean admitted;

    Blocked(Task task, Condition wake) {
        this.task = task;
        this.wake = wake;
    }
}
