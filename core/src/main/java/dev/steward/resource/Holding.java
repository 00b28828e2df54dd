package dev.steward.resource;

import java.time.Duration;
import java.util.List;
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
 */
public record Holding(
        String owner,
        Kind kind,
        long amount,
        String holder,
        @Nullable Thread thread,
        Duration heldFor,
        String label) {
    private static final List<String> OUTSIDE =
            List.of("java.", "javax.", "jdk.", "sun.", "dev.steward.resource.", "dev.steward.pool.");

    /**
     * Where the holding thread is now: the top of its stack that is neither the JDK's nor the engine's own.
     *
     * @return the frame, or empty when there is no such thread or it has ended
     */
    public Optional<StackTraceElement> whereNow() {
        if (thread == null || !thread.isAlive()) {
            return Optional.empty();
        }
        StackTraceElement[] stack = thread.getStackTrace();
        for (StackTraceElement frame : stack) {
            if (OUTSIDE.stream().noneMatch(frame.getClassName()::startsWith)) {
                return Optional.of(frame);
            }
        }
        return stack.length == 0 ? Optional.empty() : Optional.of(stack[0]);
    }

    @Override
    public String toString() {
        return holder + " for " + Durations.format(heldFor)
                + (label.isEmpty() ? "" : " (" + label + ")")
                + whereNow().map(frame -> ", now at " + frame).orElse(thread == null ? "" : ", whose thread has ended");
    }
}
