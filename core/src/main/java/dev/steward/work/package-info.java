/**
 * Work: executors whose threads are drawn from a budget. {@link dev.steward.work.Workers} is the executor, made by its
 * builder; everything else in this package is the engine behind it.
 *
 * <h2>Who does what</h2>
 * <ul>
 *   <li>{@code Crew}: the queue, the threads and those who wait to submit, all under one lock.
 *   <li>{@code Worker}: one thread, and the task it runs now.
 *   <li>{@code Overruns}: interrupts tasks that run over, and reports those that take no notice.
 *   <li>{@code Tally}: the counts.
 *   <li>{@code Submission}: a future that knows whose it is.
 * </ul>
 *
 * <p>Lock order: the crew's lock, then a budget's. Neither is held while a task runs.
 */
@NullMarked
package dev.steward.work;

import org.jspecify.annotations.NullMarked;
