package dev.steward.memwatch;

import java.time.Instant;

/**
 * The heap after one garbage collection. Immutable.
 *
 * @param at when the collection ended
 * @param usedBytes what was left in use
 * @param collector the name of the collector
 * @param full whether the old generation was collected too, so that what is left is alive
 */
public record HeapMeasurement(Instant at, long usedBytes, String collector, boolean full) {}
