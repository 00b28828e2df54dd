package dev.steward.memwatch;

import java.time.Duration;

/**
 * An object that somebody wanted to see go, and that is still there. Immutable.
 *
 * @param name the name it was tracked under
 * @param type its class
 * @param age for how long it has been tracked
 */
public record Tracked(String name, String type, Duration age) {}
