package dev.steward.govern.advice;

import dev.steward.govern.history.History;
import dev.steward.govern.history.Stretch;
import dev.steward.resource.Budget;
import dev.steward.resource.Managed;
import java.util.List;
import java.util.Optional;

/**
 * What advice rests on. Immutable, but for the history, which goes on.
 *
 * @param managed everything that is looked after
 * @param budgets the budgets of the process
 * @param history what the things were like over the last day
 * @param doubts what is wrong with leases
 * @param surroundings what the virtual machine, the container and the system allow
 */
public record Grounds(
        List<Managed> managed, List<Budget> budgets, History history, List<Doubt> doubts, Surroundings surroundings) {
    private static final int DAY = 144;

    Optional<Stretch> day(Managed thing) {
        return history.last(thing, DAY);
    }

    /** Whether those who wait for it may wait because of how its leases are held. */
    boolean isDoubtful(Managed thing) {
        return doubts.stream().anyMatch(doubt -> doubt.stands() && doubt.owner().equals(thing.name()));
    }
}
