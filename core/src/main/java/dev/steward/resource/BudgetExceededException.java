package dev.steward.resource;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A budget said no. A <em>transient</em> refusal may succeed once others give back; a permanent one asks for more than
 * the limit allows at all.
 */
public final class BudgetExceededException extends ResourceException {
    private static final long serialVersionUID = 1L;
    private static final int USERS_NAMED = 5;

    private final long asked;
    private final long used;
    private final long limit;

    BudgetExceededException(Budget refuser, long asked) {
        this(refuser, asked, 0);
    }

    /** Where somebody who wants so much has to be served before. */
    BudgetExceededException(Budget refuser, long asked, long before) {
        this(refuser, asked, before, refuser.used(), refuser.limit(), refuser.largestUsers(USERS_NAMED));
    }

    private BudgetExceededException(
            Budget refuser, long asked, long before, long used, long limit, List<Budget> users) {
        super(refuser.name(), describe(refuser, asked, before, used, limit, users), null);
        this.asked = asked;
        this.used = used;
        this.limit = limit;
    }

    private static String describe(Budget refuser, long asked, long before, long used, long limit, List<Budget> users) {
        Kind kind = refuser.kind();
        String text = "budget " + refuser.path() + ": " + amount(kind, asked) + " asked, " + amount(kind, used) + " of "
                + amount(kind, limit) + " used";
        if (!users.isEmpty()) {
            text += "; largest users: "
                    + users.stream()
                            .map(user -> user.name() + " " + amount(kind, user.used()))
                            .collect(Collectors.joining(", "));
        }
        if (before > 0) {
            text += "; somebody who came before waits for " + amount(kind, before);
        }
        long kept = refuser.kept();
        if (kept > 0 && asked <= limit - used) {
            text += "; " + amount(kind, kept) + " are kept for guaranteed minimums";
        }
        return text
                + (asked > limit
                        ? "; this can never fit: ask for less or raise the limit"
                        : "; next: give something back, wait for it with a timeout, or raise the limit");
    }

    private static String amount(Kind kind, long amount) {
        return kind.equals(Kind.MEMORY) ? Bytes.format(amount) : amount + " " + kind.unit();
    }

    /**
     * Whether trying again can help.
     *
     * @return false when more was asked for than the limit allows at all
     */
    public boolean isTransient() {
        return asked <= limit;
    }

    /**
     * How much was asked for.
     *
     * @return the amount, in the kind's unit
     */
    public long asked() {
        return asked;
    }

    /**
     * How much of the refusing budget was in use.
     *
     * @return the amount, in the kind's unit
     */
    public long used() {
        return used;
    }

    /**
     * The limit of the refusing budget.
     *
     * @return the amount, in the kind's unit
     */
    public long limit() {
        return limit;
    }
}
