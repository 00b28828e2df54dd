package dev.steward.govern.advice;

import dev.steward.govern.history.History;
import dev.steward.govern.history.Stretch;
import dev.steward.resource.Kind;
import dev.steward.resource.Managed;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** All rules, applied to everything. Stateless but for what it asks. */
public final class Advisor {
    private static final List<Rule> RULES = List.of(new TooLarge(), new TooSmall(), new IdleMemory(), new Saturated());
    private static final int DAY = 144;

    private Advisor() {}

    /**
     * What to change.
     *
     * @param managed everything
     * @param history what it was like
     * @return the advice, in the order of what it is about
     */
    public static List<Advice> advise(List<Managed> managed, History history) {
        List<Advice> advice = new ArrayList<>();
        for (Managed thing : managed) {
            Optional<Stretch> day = history.last(thing, DAY);
            // An executor has a rule of its own; its figures mean something else to the rules of pools.
            RULES.stream()
                    .filter(rule -> rule instanceof Saturated == thing.kind().equals(Kind.THREADS))
                    .forEach(rule ->
                            day.flatMap(stretch -> rule.apply(thing, stretch)).ifPresent(advice::add));
        }
        return advice;
    }
}
