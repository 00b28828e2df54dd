package dev.steward.resource;

import dev.steward.platform.Calls;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One entry of the ledger: who holds how much of what, and since when. Immutable; it describes the moment it was read.
 *
 * @param owner the name of the managed thing the lease belongs to
 * @param kind what is held
 * @param amount how much of it, in the kind's unit
 * @param holder the thread's name, or the name the lease was handed over to
 * @param thread the thread that holds it, or null when the lease travels between threads
 * @param heldFor for how long at least: precise where the lease is timed, otherwise to the watcher's tick
 * @param label what the holder does with it, such as the path of a file; empty when nothing is known
 * @param site where it was acquired; null when that was not recorded
 * @param ticket what tells this hold from every other: equal in two readings exactly as long as it is the same hold. A
 *     {@link Lease} where there is one, which may then be closed by it. Null when the managed thing has none
 */
public record Holding(
        String owner,
        Kind kind,
        long amount,
        String holder,
        @Nullable Thread thread,
        Duration heldFor,
        String label,
        @Nullable Site site,
        @Nullable Object ticket) {

    /**
     * One whose site is not known.
     *
     * @param owner the name of the managed thing
     * @param kind what is held
     * @param amount how much of it
     * @param holder who holds it
     * @param thread the thread that holds it, or null
     * @param heldFor for how long at least
     * @param label what the holder does with it
     */
    public Holding(
            String owner,
            Kind kind,
            long amount,
            String holder,
            @Nullable Thread thread,
            Duration heldFor,
            String label) {
        this(owner, kind, amount, holder, thread, heldFor, label, null, null);
    }

    /**
     * Whether the thread that holds it has ended, so that it may never come back.
     *
     * @return false also where the holder is no thread
     */
    public boolean isOrphaned() {
        return thread != null && !thread.isAlive();
    }

    /**
     * Whether it is one of those that {@link Managed#overdue} tells of.
     *
     * @param atLeast how long it has been held
     * @return true if it has lasted for so long, or is orphaned
     */
    public boolean isOverdue(Duration atLeast) {
        return heldFor.compareTo(atLeast) >= 0 || isOrphaned();
    }

    /**
     * Where the holding thread is now: the top of its stack that is neither the JDK's nor the engine's own.
     *
     * @return the frame, or empty when there is no such thread, it has ended, or its stack cannot be read
     */
    public Optional<StackTraceElement> whereNow() {
        if (thread == null || isOrphaned()) {
            return Optional.empty();
        }
        StackTraceElement[] stack = thread.getStackTrace();
        for (StackTraceElement frame : stack) {
            if (!Site.isEngine(frame.getClassName())) {
                return Optional.of(Calls.plain(frame));
            }
        }
        return stack.length == 0 ? Optional.empty() : Optional.of(stack[0]);
    }

    @Override
    public String toString() {
        return holder + " for " + Durations.format(heldFor)
                + (label.isEmpty() ? "" : " (" + label + ")")
                + (site == null ? "" : ", acquired at " + site)
                + whereNow().map(frame -> ", now at " + frame).orElse(isOrphaned() ? ", whose thread has ended" : "");
    }
}
