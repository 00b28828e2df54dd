package dev.steward.resource;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a builder finds wrong with its options, all of it, so that a user need not mend one after the other. Each entry
 * names the option, what is allowed, and what was given. Confined to the thread that builds.
 */
public final class Conflicts {
    private final List<String> found = new ArrayList<>();

    /** Nothing found yet. */
    public Conflicts() {}

    /**
     * Notes a conflict unless the condition holds.
     *
     * @param holds what must be so
     * @param otherwise the option, what is allowed, and what was given
     */
    public void expect(boolean holds, String otherwise) {
        if (!holds) {
            found.add(otherwise);
        }
    }

    /**
     * Notes a conflict if a name is blank.
     *
     * @param name the name
     */
    public void expectName(String name) {
        expect(!name.isBlank(), "name: must not be blank");
    }

    /**
     * Notes a conflict if a duration is zero or less.
     *
     * @param option the option it is for
     * @param value the duration; null when it is not set, which is no conflict
     */
    public void expectPositive(String option, @Nullable Duration value) {
        expect(value == null || value.compareTo(Duration.ZERO) > 0, option + ": must be more than zero, got " + value);
    }

    /**
     * Notes a conflict if a duration is less than zero.
     *
     * @param option the option it is for
     * @param value the duration; null when it is not set, which is no conflict
     */
    public void expectNotNegative(String option, @Nullable Duration value) {
        expect(value == null || !value.isNegative(), option + ": must be zero or more, got " + value);
    }

    /**
     * Notes a conflict if a budget is not of the kind that is to be drawn from it.
     *
     * @param budget the budget
     * @param kind what is to be drawn
     */
    public void expectKind(Budget budget, Kind kind) {
        expect(
                budget.kind().equals(kind),
                "kind: what is built holds " + kind + ", but budget " + budget.path() + " is one of " + budget.kind());
    }

    /**
     * Refuses to build if there is any conflict.
     *
     * @param what what was to be built
     * @throws IllegalArgumentException naming all of them
     */
    public void refuseIfAny(String what) {
        if (!found.isEmpty()) {
            throw new IllegalArgumentException(what + " cannot be built: " + String.join("; ", found));
        }
    }
}
