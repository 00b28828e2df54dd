package dev.steward.govern;

import dev.steward.govern.advice.Doubt;
import dev.steward.govern.signal.Signal;
import dev.steward.resource.Budget;
import dev.steward.resource.Conflicts;
import dev.steward.resource.Managed;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Describes a {@link Governor}. Not threadsafe. */
public final class GovernorBuilder {
    private boolean responds = true;
    private final List<Signal> signals = new ArrayList<>();
    private double warnAt = 0.80;
    private double criticalAt = 0.90;
    private final List<AlertListener> listeners = new ArrayList<>();
    private LongSupplier nanos = System::nanoTime;

    /** All as it is by default: it responds, and alerts at 80 % and 90 %. */
    public GovernorBuilder() {}

    /**
     * Whether it does something about pressure. If not, it only looks, and raises alerts.
     *
     * @param respond true, the default, to respond
     * @return this builder
     */
    public GovernorBuilder responds(boolean respond) {
        responds = respond;
        return this;
    }

    /**
     * Adds a signal of the program's own. The pressure of a kind is that of its worst signal.
     *
     * @param signal what to look at; only the governor's thread calls it
     * @return this builder
     */
    public GovernorBuilder signal(Signal signal) {
        signals.add(signal);
        return this;
    }

    /**
     * The shares of a limit at which alerts are raised; 0.80 and 0.90 by default. They have nothing to do with the levels
     * at which the governor responds.
     *
     * @param warn from 0.0 on
     * @param critical above {@code warn}, up to 1.0
     * @return this builder
     */
    public GovernorBuilder alertAt(double warn, double critical) {
        warnAt = warn;
        criticalAt = critical;
        return this;
    }

    /**
     * Adds somebody who wants to know of alerts.
     *
     * @param listener called on a thread of its own; however slow it is, it holds up neither the governor nor the others
     * @return this builder
     */
    public GovernorBuilder listener(AlertListener listener) {
        listeners.add(listener);
        return this;
    }

    /** The clock, for tests. */
    GovernorBuilder clock(LongSupplier clock) {
        nanos = clock;
        return this;
    }

    /**
     * Builds it, without starting it.
     *
     * @param budgets the budgets to watch, those of the process as a whole
     * @param managed everything that it may ask to yield
     * @return the governor
     * @throws IllegalArgumentException if the options contradict each other; the message names all that do
     */
    public Governor build(Supplier<List<Budget>> budgets, Supplier<List<Managed>> managed) {
        return build(budgets, managed, List::of);
    }

    /**
     * Builds it with a book of leases to ask, without starting it.
     *
     * @param budgets the budgets to watch, those of the process as a whole
     * @param managed everything that it may ask to yield
     * @param doubts what is wrong with leases: nothing grows, and nothing is advised to, that is short because of that
     * @return the governor
     * @throws IllegalArgumentException if the options contradict each other; the message names all that do
     */
    public Governor build(
            Supplier<List<Budget>> budgets, Supplier<List<Managed>> managed, Supplier<List<Doubt>> doubts) {
        Conflicts conflicts = new Conflicts();
        conflicts.expect(
                warnAt > 0 && warnAt < criticalAt && criticalAt <= 1,
                "alertAt: must be two shares, 0 < warn < critical <= 1, got " + warnAt + " and " + criticalAt);
        conflicts.refuseIfAny("a Governor");
        return new Governor(
                new GovernorOptions(responds, List.copyOf(signals), warnAt, criticalAt, List.copyOf(listeners), nanos),
                budgets,
                managed,
                doubts);
    }
}
