package dev.steward.govern.advice;

import dev.steward.govern.Looks;
import dev.steward.govern.history.History;
import dev.steward.resource.Budget;
import dev.steward.resource.Managed;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** Grounds to advise on, put together by a test. */
final class AdviceRules {
    private static final Surroundings ROOMY = new Surroundings(
            1 << 20, OptionalLong.empty(), 1, OptionalDouble.empty(), OptionalLong.empty(), OptionalLong.empty());

    private final List<Managed> managed = new ArrayList<>();
    private final List<Budget> budgets = new ArrayList<>();
    private final List<Doubt> doubts = new ArrayList<>();
    private final History history;
    private Surroundings surroundings = ROOMY;

    private AdviceRules(History history) {
        this.history = history;
    }

    static AdviceRules none() {
        return new AdviceRules(new History());
    }

    static AdviceRules on(Looks looks) {
        return on(looks.history(), looks.thing());
    }

    static AdviceRules on(History history, Managed... things) {
        AdviceRules rules = new AdviceRules(history);
        rules.managed.addAll(List.of(things));
        return rules;
    }

    AdviceRules doubt(Doubt doubt) {
        doubts.add(doubt);
        return this;
    }

    AdviceRules budget(Budget budget) {
        budgets.add(budget);
        return this;
    }

    AdviceRules within(Surroundings around) {
        surroundings = around;
        return this;
    }

    List<Advice> advice() {
        return Advisor.advise(new Grounds(managed, budgets, history, doubts, surroundings));
    }
}
