package dev.steward.work;

/** Which of the tasks that wait in the queue of {@link Workers} runs first. Within one priority the oldest does. */
public enum Priority {
    /** Before all others. */
    HIGH,

    /** What a task has when nothing is said. */
    NORMAL,

    /** When nothing else waits. It is never forgotten: now and then the longest waiting task is run, whichever it is. */
    LOW
}
