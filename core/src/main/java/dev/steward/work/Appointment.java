package dev.steward.work;

import java.util.concurrent.Callable;
import java.util.concurrent.Delayed;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A task for later, once or again and again. What a repeated task throws ends the repetition and is reported as uncaught:
 * nobody asks its future for a result. Threadsafe; the time is guarded by the crew's lock.
 */
final class Appointment<V extends @Nullable Object> extends FutureTask<V> implements ScheduledFuture<V> {
    /** How a task is repeated. */
    enum Repetition {
        ONCE,
        /** The next begins so long after the last was due. */
        AT_RATE,
        /** The next begins so long after the last has ended. */
        WITH_DELAY
    }

    private final Timetable timetable;
    private final Class<?> type;
    private final Repetition repetition;
    private final long periodNanos;
    private volatile long dueNanos;
    private volatile boolean failed;
    private Runnable inContext = this;

    Appointment(
            Timetable timetable,
            Callable<V> body,
            Class<?> type,
            long dueNanos,
            Repetition repetition,
            long periodNanos) {
        super(body);
        this.timetable = timetable;
        this.type = type;
        this.dueNanos = dueNanos;
        this.repetition = repetition;
        this.periodNanos = periodNanos;
    }

    String label() {
        return Task.label(type);
    }

    /** Gives it the context of whoever schedules it, once, before it is entered. */
    Appointment<V> within(@Nullable UnaryOperator<Runnable> context) {
        inContext = context == null ? this : new Task.InContext(this, context.apply(this));
        return this;
    }

    /** Itself, with the context around it if it has one. */
    Runnable inContext() {
        return inContext;
    }

    boolean failed() {
        return failed;
    }

    long dueNanos() {
        return dueNanos;
    }

    void postpone(long until) {
        dueNanos = until;
    }

    @Override
    public void run() {
        if (repetition == Repetition.ONCE) {
            super.run();
        } else if (super.runAndReset()) {
            dueNanos = (repetition == Repetition.AT_RATE ? dueNanos : timetable.now()) + periodNanos;
            timetable.enterAgain(this);
        }
    }

    @Override
    protected void setException(Throwable thrown) {
        failed = true;
        super.setException(thrown);
        if (repetition != Repetition.ONCE) {
            timetable.reportUncaught(thrown);
        }
    }

    /** Its repetitions have ended, or it was cancelled. */
    @Override
    protected void done() {
        timetable.strike(this);
    }

    @Override
    public long getDelay(TimeUnit unit) {
        return unit.convert(dueNanos - timetable.now(), TimeUnit.NANOSECONDS);
    }

    @Override
    public int compareTo(Delayed other) {
        return other instanceof Appointment<?> appointment
                ? Long.compare(dueNanos - appointment.dueNanos, 0)
                : Long.compare(getDelay(TimeUnit.NANOSECONDS), other.getDelay(TimeUnit.NANOSECONDS));
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // Two tasks for the same time are two.
    public boolean equals(@Nullable Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }
}
