package dev.steward.cli.show;

import dev.steward.Steward;
import dev.steward.govern.Action;
import dev.steward.govern.Pressure;
import dev.steward.monitor.Snapshot;
import java.util.List;

/**
 * What the live screen shows of a Steward: figures that are read in no time, several times a second. A report would ask for
 * every holder besides, for the memory of the process, and for advice from a day of history. Immutable.
 *
 * @param pressures the pressures as of the governor's last look
 * @param actions what it did
 * @param things what is managed
 * @param budgets what is limited
 */
public record Glance(
        List<Pressure> pressures,
        List<Action> actions,
        List<Snapshot.Thing> things,
        List<Snapshot.BudgetFigures> budgets) {

    /** A glance at everything it owns. */
    public static Glance at(Steward steward) {
        return new Glance(
                steward.governor().pressures(),
                steward.governor().actions(),
                steward.managed().stream().map(Snapshot.Thing::of).toList(),
                steward.budgets().stream().map(Snapshot.BudgetFigures::of).toList());
    }
}
