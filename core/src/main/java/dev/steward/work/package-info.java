/**
 * Work: executors whose threads are drawn from a budget, and what is built on them. {@link dev.steward.work.Workers} is the
 * executor, {@link dev.steward.work.WorkQueue} does items that are asked for later, {@link dev.steward.work.Batches} and
 * {@link dev.steward.work.Pages} work through many.
 *
 * <h2>Who does what</h2>
 * <ul>
 *   <li>{@code Crew}: the queue, the threads and those who wait to submit, all under one lock.
 *   <li>{@code Lanes}: the queue by priority. {@code Stamps}: when what is in it was submitted. {@code Entrance}: who waits
 *       for a place in it.
 *   <li>{@code Roster}: the threads that there are and may be. {@code Sleepers}: workers with nothing to do.
 *       {@code Closing}: how all of it ends.
 *   <li>{@code Worker}: one thread, and the task it runs now. {@code Batch}: what it has taken along.
 *   <li>{@code Timetable}: tasks for later.
 *   <li>{@code Overruns}: interrupts tasks that run over, and reports those that take no notice.
 *   <li>{@code Tally}, {@code TaskTimes}: the counts and times.
 *   <li>{@code Submission}: a future that knows whose it is.
 *   <li>{@code Docket}: the items of a work queue, and what becomes of them.
 * </ul>
 *
 * <p>Lock order: the crew's lock, then a budget's. Neither is held while a task runs.
 */
@NullMarked
package dev.steward.work;

import org.jspecify.annotations.NullMarked;
