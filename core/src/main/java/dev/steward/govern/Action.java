package dev.steward.govern;

import dev.steward.resource.Durations;
import dev.steward.resource.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/**
 * One thing the governor did, or undid. Immutable.
 *
 * @param at when
 * @param kind the kind that was under pressure
 * @param rung the rung of the ladder it belongs to
 * @param target what it was done to: the name of a managed thing or of an entry point
 * @param did what was done, in words
 * @param asked how much was asked back, in the kind's unit; 0 when nothing was
 * @param freed how much of it is given back
 * @param rebuildCost what rebuilding all of that will cost, should it be needed again
 * @param took how long it took
 * @param reason the pressure and its cause
 */
public record Action(
        Instant at,
        Kind kind,
        Rung rung,
        String target,
        String did,
        long asked,
        long freed,
        Duration rebuildCost,
        Duration took,
        String reason) {

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%s %s: %s %s, %d of %d %s given back in %s, because of %s",
                rung,
                kind,
                did,
                target,
                freed,
                asked,
                kind.unit(),
                Durations.format(took),
                reason);
    }
}
