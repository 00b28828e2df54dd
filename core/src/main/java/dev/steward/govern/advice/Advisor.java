package dev.steward.govern.advice;

import dev.steward.govern.history.Stretch;
import dev.steward.resource.Kind;
import dev.steward.resource.Managed;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** All rules, applied to everything. Stateless but for what it asks. */
public final class Advisor {
    private static final Rule TOO_SMALL = new TooSmall();
    private static final List<Rule> RULES =
            List.of(new TooLarge(), TOO_SMALL, new IdleMemory(), new Saturated(), new CacheTooSmall());

    private Advisor() {}

    /**
     * What to change.
     *
     * @param grounds what was measured
     * @return the advice, first that about single things, in their order
     */
    public static List<Advice> advise(Grounds grounds) {
        List<Advice> advice = new ArrayList<>();
        for (Managed thing : grounds.managed()) {
            Optional<Stretch> day = grounds.day(thing);
            // An executor has a rule of its own; its figures mean something else to the rules of pools.
            RULES.stream()
                    .filter(rule -> rule instanceof Saturated == thing.kind().equals(Kind.THREADS))
                    // More of what is lost or held for ever would be lost or held for ever as well.
                    .filter(rule -> rule != TOO_SMALL || !grounds.isDoubtful(thing))
                    .forEach(rule ->
                            day.flatMap(stretch -> rule.apply(thing, stretch)).ifPresent(advice::add));
        }
        advice.addAll(Leaks.in(grounds.doubts()));
        advice.addAll(Sharing.among(grounds));
        advice.addAll(Contradictions.between(grounds.budgets(), grounds.surroundings()));
        return advice;
    }
}
