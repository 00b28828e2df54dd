package dev.steward.monitor;

import dev.steward.resource.Budget;
import dev.steward.resource.Kind;
import dev.steward.resource.Managed;
import dev.steward.resource.Usage;
import java.time.Instant;
import java.util.List;

/**
 * What a {@link Monitor} saw at one tick. Immutable.
 *
 * @param at when
 * @param things everything managed, in the order in which it was built
 * @param budgets the budgets of the process, one for each kind in use
 * @param cached bytes of memory in caches and the like: held, not leased, and of use as it lies
 * @param process the process as a whole
 */
public record Snapshot(
        Instant at, List<Thing> things, List<BudgetFigures> budgets, long cached, ProcessFigures process) {
    /**
     * One managed thing.
     *
     * @param name its name
     * @param type its type, such as {@code Pool}
     * @param usage its figures
     */
    public record Thing(String name, String type, Usage usage) {
        /**
         * Reads the figures of a thing.
         *
         * @param thing the thing
         * @return as they are now
         */
        public static Thing of(Managed thing) {
            return new Thing(thing.name(), thing.getClass().getSimpleName(), thing.usage());
        }
    }

    /**
     * One budget.
     *
     * @param kind what it limits
     * @param name its name
     * @param limit its limit, in the kind's unit; {@link Long#MAX_VALUE} when there is none
     * @param used what was in use
     * @param peak the most that was ever in use
     */
    public record BudgetFigures(Kind kind, String name, long limit, long used, long peak) {
        /**
         * Reads the figures of a budget.
         *
         * @param budget the budget
         * @return as they are now
         */
        public static BudgetFigures of(Budget budget) {
            return new BudgetFigures(budget.kind(), budget.name(), budget.limit(), budget.used(), budget.peak());
        }
    }
}
