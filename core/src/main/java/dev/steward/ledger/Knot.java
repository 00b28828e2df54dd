package dev.steward.ledger;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Waits that cannot end, or that do not end for long. Immutable.
 *
 * @param sort which of the two
 * @param members who holds what and waits for what
 * @param behind how many more wait behind them, holding nothing themselves
 * @param broken who was made to fail so that the others go on; null when nobody was
 * @param reported when it was reported
 * @param cleared when it had gone; null while it stands
 */
public record Knot(
        Sort sort,
        List<Member> members,
        int behind,
        @Nullable String broken,
        Instant reported,
        @Nullable Instant cleared) {

    /** What kind of standstill it is. */
    public enum Sort {
        /** Each waits for what the others hold: nobody can go on. */
        DEADLOCK,
        /** Some wait for long, and the holders could go on, but take their time. */
        STARVATION
    }

    /**
     * One who takes part.
     *
     * @param name the name of the thread, or of the holder
     * @param holds what it holds, such as {@code 2 of db}
     * @param waitsFor what it waits for; empty when it does not wait, or for something that is not managed
     * @param now where it is, the innermost call of the program first; may be empty
     */
    public record Member(String name, List<String> holds, String waitsFor, List<StackTraceElement> now) {
        @Override
        public String toString() {
            return name + " holds " + (holds.isEmpty() ? "nothing" : String.join(" and ", holds))
                    + (waitsFor.isEmpty() ? "" : " and waits for " + waitsFor)
                    + (waitsFor.isEmpty() && !now.isEmpty() ? ", now at " + now.get(0) : "");
        }
    }

    /**
     * Whether it stands.
     *
     * @return false once it has gone
     */
    public boolean isOpen() {
        return cleared == null;
    }

    Knot brokenBy(String waiter) {
        return new Knot(sort, members, behind, waiter, reported, cleared);
    }

    Knot goneAt(Instant when) {
        return new Knot(sort, members, behind, broken, reported, when);
    }

    /**
     * The situation in one sentence: {@code A holds 2 of db and waits for http; B holds 1 of http and waits for db}.
     *
     * @return the sentence
     */
    public String situation() {
        String all = String.join("; ", members.stream().map(Member::toString).toList());
        return behind == 0 ? all : all + "; " + behind + " more wait behind them";
    }

    @Override
    public String toString() {
        return switch (sort) {
            case DEADLOCK -> "deadlock: " + situation() + (broken == null ? "" : "; broken by failing " + broken);
            case STARVATION -> "starvation: " + situation();
        };
    }
}
