package dev.steward.govern.signal;

import dev.steward.resource.Budget;
import dev.steward.resource.Bytes;
import dev.steward.resource.Kind;

/** What is accounted for, against the budget: the signal that is trusted most. For things whose use cannot wait, such as memory. */
record BudgetUse(Budget budget) implements Signal {

    @Override
    public Kind kind() {
        return budget.kind();
    }

    @Override
    public String name() {
        return "budget " + budget.path();
    }

    @Override
    public Reading read() {
        long limit = budget.limit();
        if (limit == Long.MAX_VALUE || limit == 0) {
            return Reading.NONE;
        }
        long used = budget.used();
        return new Reading((double) used / limit, amount(used) + " of " + amount(limit));
    }

    private String amount(long value) {
        return budget.kind().equals(Kind.MEMORY)
                ? Bytes.format(value)
                : value + " " + budget.kind().unit();
    }
}
