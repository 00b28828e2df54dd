package dev.steward.bench.scoreboard.probe;

import org.jspecify.annotations.Nullable;

/**
 * What came of a probe. Immutable.
 *
 * @param figure what was measured, if something was
 * @param unit of the figure; empty without one
 * @param note what happened, in a few words; may be empty
 */
public record Verdict(Outcome outcome, @Nullable Double figure, String unit, String note) {
    /** In the order in which one would like them. */
    public enum Outcome {
        PASS,
        /** A figure that nobody is judged by. */
        FIGURE,
        FAIL,
        /** It did not answer in time. */
        HUNG,
        /** It needs a later Java. */
        SKIPPED
    }

    public static Verdict pass() {
        return new Verdict(Outcome.PASS, null, "", "");
    }

    public static Verdict fail(String note) {
        return new Verdict(Outcome.FAIL, null, "", note);
    }

    public static Verdict hung(String note) {
        return new Verdict(Outcome.HUNG, null, "", note);
    }

    /** A pass if it is so. */
    public static Verdict of(boolean good, String otherwise) {
        return good ? pass() : fail(otherwise);
    }

    /** A pass up to the limit. */
    public static Verdict atMost(double limit, double figure, String unit, String note) {
        return new Verdict(figure <= limit ? Outcome.PASS : Outcome.FAIL, figure, unit, note);
    }

    /** A pass from the limit on. */
    public static Verdict atLeast(double limit, double figure, String unit, String note) {
        return new Verdict(figure >= limit ? Outcome.PASS : Outcome.FAIL, figure, unit, note);
    }

    public static Verdict figure(double figure, String unit) {
        return new Verdict(Outcome.FIGURE, figure, unit, "");
    }

    public boolean isGood() {
        return outcome == Outcome.PASS || outcome == Outcome.FIGURE || outcome == Outcome.SKIPPED;
    }
}
