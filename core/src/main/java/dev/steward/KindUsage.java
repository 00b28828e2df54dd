package dev.steward;

import dev.steward.resource.Kind;

/**
 * How much of one kind is in use, over everything that is managed of it, at the moment of asking. Immutable.
 *
 * @param kind the kind; all figures are in its unit
 * @param limit the limit of its budget; {@link Long#MAX_VALUE} when there is none
 * @param used what is drawn from the budget: leased, idle, and on its way
 * @param inUse how much is leased
 * @param idle how much is held and not leased, and could be given back
 * @param revocable how much is held and could be taken back
 * @param waiting how many callers wait
 * @param things how many managed things there are of it
 */
public record KindUsage(
        Kind kind, long limit, long used, long inUse, long idle, long revocable, long waiting, int things) {

    /**
     * How much can still be drawn from the budget.
     *
     * @return limit - used, never below 0; {@link Long#MAX_VALUE} when there is no limit
     */
    public long free() {
        return limit == Long.MAX_VALUE ? limit : Math.max(0, limit - used);
    }
}
