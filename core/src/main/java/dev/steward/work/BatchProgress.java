package dev.steward.work;

import java.time.Duration;

/**
 * How far a run of {@link Batches} is. Immutable.
 *
 * @param items how many items are done in this run
 * @param batches how many batches that were
 * @param batchSize how large the next batch may be
 * @param pressure what the brake told last
 * @param braked for how long the run was held back by pressure so far
 */
public record BatchProgress(long items, long batches, int batchSize, double pressure, Duration braked) {}
