package dev.steward.work;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.steward.resource.CreationFailedException;
import dev.steward.resource.ResourceClosedException;
import dev.steward.resource.SaturatedException;
import java.util.HashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import org.jspecify.annotations.Nullable;

/**
 * The tasks for later. It has a thread, drawn from the crew's budget, only while there are any; the thread puts what is
 * due into the queue and runs nothing itself, so a slow task makes no other late as long as a worker is free. Under the
 * crew's lock.
 */
final class Timetable {
    /** When nobody could be had to run a due task, it is tried again after this time. */
    private static final long AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private final Crew crew;
    private final Condition look;

    private final PriorityQueue<Appointment<?>> entered = new PriorityQueue<>();

    /** Entered, queued or running, and to be repeated. */
    private final Set<Appointment<?>> outstanding = new HashSet<>();

    private boolean running;

    private boolean ended;

    private @Nullable Thread thread;

    Timetable(Crew crew) {
        this.crew = crew;
        look = crew.lock.newCondition();
    }

    long now() {
        return crew.now();
    }

    void reportUncaught(Throwable thrown) {
        crew.reportUncaught(thrown);
    }

    void enter(Appointment<?> appointment) {
        String name = crew.options.name();
        crew.lock.lock();
        try {
            if (ended) {
                throw new ResourceClosedException(
                        name, name + " is closed and takes no more tasks; next: schedule before the close", null);
            }
            int most = crew.options.scheduled();
            if (outstanding.size() >= most) {
                throw new SaturatedException(
                        name,
                        name + ": " + most
                                + " tasks are scheduled already, which is all it keeps; next: cancel those that"
                                + " are not needed, or raise scheduled",
                        null);
            }
            if (!running) {
                start();
            }
            outstanding.add(appointment);
            entered.add(appointment);
            look.signal();
        } finally {
            crew.lock.unlock();
        }
    }

    private void start() {
        crew.budget.reserve(1);
        Thread started = new Thread(this::keep, crew.options.name() + "-timetable");
        started.setDaemon(true);
        try {
            started.start();
        } catch (OutOfMemoryError systemRefuses) {
            crew.budget.release(1);
            throw new CreationFailedException(
                    crew.options.name(),
                    crew.options.name()
                            + ": the system gave no thread to keep the time of scheduled tasks; next: look at"
                            + " the limits on threads and memory of this process",
                    systemRefuses);
        }
        thread = started;
        running = true;
    }

    void enterAgain(Appointment<?> appointment) {
        crew.lock.lock();
        try {
            if (!ended && !appointment.isDone()) {
                entered.add(appointment);
                look.signal();
                return;
            }
        } finally {
            crew.lock.unlock();
        }
        appointment.cancel(false);
    }

    void strike(Appointment<?> appointment) {
        crew.lock.lock();
        try {
            outstanding.remove(appointment);
            entered.remove(appointment);
            look.signal();
        } finally {
            crew.lock.unlock();
        }
    }

    /** Cancels what is not due yet. Called under the crew's lock. */
    void end(List<Thread> threads) {
        ended = true;
        List.copyOf(entered).forEach(appointment -> appointment.cancel(false));
        entered.clear();
        if (running && thread != null) {
            threads.add(thread);
        }
        look.signal();
    }

    /** Called under the crew's lock, like the next. */
    boolean isRunning() {
        return running;
    }

    int size() {
        return outstanding.size();
    }

    private void keep() {
        crew.lock.lock();
        try {
            while (!ended && !outstanding.isEmpty()) {
                Appointment<?> first = entered.peek();
                long wait = first == null ? Long.MAX_VALUE : first.dueNanos() - now();
                if (first == null || wait > 0) {
                    await(wait);
                } else {
                    entered.remove(first);
                    begin(first);
                }
            }
            running = false;
            thread = null;
            crew.budget.release(1);
            crew.closing.noteEnd();
        } finally {
            crew.lock.unlock();
        }
    }

    @GuardedBy("crew.lock")
    private void begin(Appointment<?> due) {
        if (!crew.takeDue(due.inContext(), due.dueNanos())) {
            due.postpone(now() + AGAIN_NANOS);
            entered.add(due);
        }
    }

    @SuppressWarnings("WaitNotInLoop") // It is called in one.
    private void await(long nanos) {
        try {
            long unused = look.awaitNanos(nanos);
        } catch (InterruptedException nobodysBusiness) {
            // Nothing interrupts this thread on purpose; looking once too often does no harm.
        }
    }
}
