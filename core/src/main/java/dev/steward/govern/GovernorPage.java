package dev.steward.govern;

import dev.steward.govern.advice.Advice;
import java.util.List;

/**
 * What a governor sees, did and has to say at one moment. Immutable.
 *
 * @param pressures the pressure on every kind, the highest first
 * @param actions what was done and undone, the oldest first; the last 1,000
 * @param alerts the alerts, also those that have ended, the oldest first; the last 1,000
 * @param advice what to change, from the last day
 */
public record GovernorPage(List<Pressure> pressures, List<Action> actions, List<Alert> alerts, List<Advice> advice) {}
