package dev.steward.monitor;

import dev.steward.resource.Budget;
import dev.steward.resource.Kind;
import dev.steward.resource.Managed;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.function.Supplier;

/**
 * Takes a snapshot of everything managed and of the process every tick, on a thread of its own, and looks at threads and
 * open files in between. It keeps the last 100 snapshots, a day of the process in stretches of ten minutes, and the last
 * 100 findings. Threadsafe.
 */
public final class Monitor {
    /** How many snapshots are kept. */
    public static final int KEPT = 100;

    private final Supplier<List<Managed>> things;
    private final Supplier<List<Budget>> budgets;
    private final Watches watches;
    private final Watcher watcher;

    /**
     * A monitor that has not begun yet.
     *
     * @param things everything managed
     * @param budgets the budgets of the process
     * @param tick how often a snapshot is taken
     * @param watchEvery how often threads and open files are looked at
     * @param blockedAfter how long a thread is blocked before that is a finding
     * @param taken told after each snapshot how many there have been, on the monitor's thread
     */
    public Monitor(
            Supplier<List<Managed>> things,
            Supplier<List<Budget>> budgets,
            Duration tick,
            Duration watchEvery,
            Duration blockedAfter,
            IntConsumer taken) {
        this.things = things;
        this.budgets = budgets;
        this.watches = new Watches(things, watchEvery, blockedAfter);
        this.watcher = new Watcher(
                this::look, tick, taken, watches::lookIfDue, tick.compareTo(watchEvery) < 0 ? tick : watchEvery);
    }

    /** Begins. */
    public void start() {
        watcher.start();
    }

    /**
     * Ends its thread, and waits for that.
     *
     * @throws InterruptedException if the calling thread is interrupted meanwhile
     */
    public void stop() throws InterruptedException {
        watcher.stop();
    }

    /**
     * Takes a snapshot now, which is not kept.
     *
     * @return the snapshot
     */
    public Snapshot look() {
        List<Managed> managed = things.get();
        List<Snapshot.Thing> figures = managed.stream().map(Snapshot.Thing::of).toList();
        List<Snapshot.BudgetFigures> limits =
                budgets.get().stream().map(Snapshot.BudgetFigures::of).toList();
        long cached = managed.stream()
                .filter(thing -> thing.kind().equals(Kind.MEMORY) && thing.isIdleUseful())
                .mapToLong(thing -> thing.usage().idle())
                .sum();
        return new Snapshot(Instant.now(), figures, limits, cached, ProcessFigures.now());
    }

    /**
     * The snapshots that are kept.
     *
     * @return the oldest first
     */
    public List<Snapshot> snapshots() {
        return watcher.kept();
    }

    /**
     * The last ones of those that are kept.
     *
     * @param most how many at most
     * @return the oldest first
     */
    public List<Snapshot> latest(int most) {
        List<Snapshot> kept = snapshots();
        return kept.subList(Math.max(0, kept.size() - most), kept.size());
    }

    /**
     * The process over the last day.
     *
     * @return stretches of ten minutes, the oldest first; the last one is not over yet
     */
    public List<ProcessStretch> day() {
        return watcher.day();
    }

    /**
     * What was found about threads and open files, each thing once.
     *
     * @return the last hundred findings, the oldest first
     */
    public List<Finding> findings() {
        return watches.findings();
    }

    /**
     * The process, now.
     *
     * @return where its memory is, as of a second ago at most, what it has open, and what was found
     */
    public ProcessPage page() {
        return watches.page();
    }
}
