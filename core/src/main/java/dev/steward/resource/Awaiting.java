package dev.steward.resource;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A thread that waits for the result of a task. Immutable; it describes the moment it was read.
 *
 * @param owner the name of the managed thing that runs the task
 * @param task what the task is, as in the label of its holding
 * @param waiter the thread that waits
 * @param runner the thread that runs the task; null while the task is queued, which means that the waiter needs one unit
 *     of the owner to become free
 * @param waitedFor for how long it has waited
 */
public record Awaiting(
        String owner, String task, Thread waiter, @Nullable Thread runner, Duration waitedFor) {}
