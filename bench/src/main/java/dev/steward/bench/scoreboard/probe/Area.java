package dev.steward.bench.scoreboard.probe;

import java.util.List;

/** Behaviours that belong together. Immutable. */
public record Area(String title, List<Probe> probes) {}
