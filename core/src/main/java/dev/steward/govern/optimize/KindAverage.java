package dev.steward.govern.optimize;

import dev.steward.resource.Kind;

/**
 * How much of one kind there was lately, on average. Immutable.
 *
 * @param kind the kind
 * @param held the share of its limit that was held, leased or idle: from 0.0 to 1.0. Of memory without a limit the share
 *     of the heap that was used
 * @param inUse the share of what its managed things may hold that was leased; 0.0 where nothing limits them
 * @param snapshots from how many snapshots
 */
public record KindAverage(Kind kind, double held, double inUse, int snapshots) {}
