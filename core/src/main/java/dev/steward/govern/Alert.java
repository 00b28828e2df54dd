package dev.steward.govern;

import dev.steward.resource.Kind;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * That something comes near its limit. One alert lasts from the moment its threshold is passed to the moment it is calm
 * again, however often it is looked at meanwhile. Immutable; a change makes a new one with the same number.
 *
 * @param number counts the alerts of one governor, from 1 on
 * @param subject what is near its limit: the name of a managed thing, a budget, or a signal
 * @param kind of what kind it is
 * @param severity how bad it is
 * @param value the share of the limit, the highest so far
 * @param threshold the share that was passed
 * @param says the figures
 * @param done what the governor did last about this kind; empty when it did nothing
 * @param raised when it began
 * @param ended when it was calm again, or null while it lasts
 */
public record Alert(
        long number,
        String subject,
        Kind kind,
        Severity severity,
        double value,
        double threshold,
        String says,
        String done,
        Instant raised,
        @Nullable Instant ended) {

    /** How bad an alert is. */
    public enum Severity {
        /** Look at it today. */
        WARNING,
        /** Look at it now. */
        CRITICAL
    }

    /**
     * When it ended.
     *
     * @return the time, or empty while it lasts
     */
    public Optional<Instant> end() {
        return Optional.ofNullable(ended);
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%s %s of %s is at %.0f %% (alert from %.0f %%): %s%s%s",
                severity,
                kind,
                subject,
                100 * value,
                100 * threshold,
                says,
                done.isEmpty() ? "" : "; " + done,
                ended == null ? "" : "; ended at " + ended);
    }
}
