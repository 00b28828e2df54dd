package dev.steward.ledger;

import dev.steward.resource.Durations;
import dev.steward.resource.Kind;
import dev.steward.resource.Site;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A lease, or a site, that something is wrong with. Reported once, and once more when it has been cleared. Immutable.
 *
 * @param verdict what is suspected
 * @param owner the name of the managed thing
 * @param kind what is held
 * @param amount how much of it, in the kind's unit
 * @param holder who holds it: the name of a thread, or that which the lease was handed over to
 * @param site where it was acquired; null when that was not recorded
 * @param heldFor for how long it had been held when it was reported, or when it was cleared; of a site, how long its
 *     leases are held lately
 * @param stack where the holder was when it was reported, the innermost call first; empty when there is no such thread
 *     or its stack could not be read
 * @param label what the holder does with it; may be empty
 * @param reported when it was reported
 * @param cleared when it was cleared; null while it stands
 * @param outcome how it was cleared, such as that the lease came back; empty while it stands
 */
public record Suspicion(
        Verdict verdict,
        String owner,
        Kind kind,
        long amount,
        String holder,
        @Nullable Site site,
        Duration heldFor,
        List<StackTraceElement> stack,
        String label,
        Instant reported,
        @Nullable Instant cleared,
        String outcome) {

    /** How many calls of the holder's stack are told in one line. */
    private static final int CALLS_TOLD = 3;

    /**
     * Whether it stands.
     *
     * @return false once it was cleared
     */
    public boolean isOpen() {
        return cleared == null;
    }

    Suspicion clearedAs(String how, Duration held) {
        return new Suspicion(
                verdict, owner, kind, amount, holder, site, held, stack, label, reported, Instant.now(), how);
    }

    /** The report in words, with the next step. */
    @Override
    public String toString() {
        String held = Durations.format(heldFor);
        String where = site == null ? "" : ", acquired at " + site.path();
        String what = owner + (label.isEmpty() ? "" : " (" + label + ")");
        String text = switch (verdict) {
            case UNREACHABLE ->
                "a lease of " + what + " was lost: " + holder + " let go of it after " + held + " without closing it"
                        + where + "; next: use try-with-resources there";
            case ORPHANED ->
                "a lease of " + what + " is orphaned: its thread " + holder
                        + " ended without closing it, " + held + " old" + where
                        + "; next: close it in a finally block, or hand it over by name";
            case LONG_HOLD ->
                "a lease of " + what + " is overdue: " + holder + " has held it for " + held + where + now()
                        + "; next: find out what it waits for there";
            case SLOW_SITE ->
                "leases of " + what + where + " are held for " + held
                        + " lately, much longer than usual" + now()
                        + "; next: look at what is called while they are held, a larger pool will not help";
        };
        return isOpen() ? text : text + " - cleared: " + outcome;
    }

    private String now() {
        return stack.isEmpty()
                ? ""
                : ", now at "
                        + String.join(
                                " < ",
                                stack.stream()
                                        .limit(CALLS_TOLD)
                                        .map(StackTraceElement::toString)
                                        .toList());
    }
}
