package dev.steward.cli.source;

/**
 * One record that cannot be loaded. Immutable.
 *
 * @param number its ordinal in the source, or 0 when it has none because it was put there as a fault
 * @param reason why not
 * @param raw its text as far as it can be shown
 */
public record Reject(long number, String reason, String raw) {}
