package dev.steward;

import dev.steward.govern.Action;
import dev.steward.govern.Governor;
import dev.steward.govern.GovernorBuilder;
import dev.steward.govern.Level;
import dev.steward.govern.Pressure;
import dev.steward.govern.admission.Admission;
import dev.steward.govern.optimize.OptimizationPolicy;
import dev.steward.ledger.Ledger;
import dev.steward.ledger.LedgerBuilder;
import dev.steward.monitor.Finding;
import dev.steward.monitor.Monitor;
import dev.steward.monitor.ProcessStretch;
import dev.steward.monitor.Snapshot;
import dev.steward.resource.Blueprint;
import dev.steward.resource.Budget;
import dev.steward.resource.BudgetExceededException;
import dev.steward.resource.CloseReport;
import dev.steward.resource.ExhaustedException;
import dev.steward.resource.Kind;
import dev.steward.resource.Lease;
import dev.steward.resource.Managed;
import dev.steward.resource.ResourceClosedException;
import dev.steward.resource.ResourceException;
import dev.steward.resource.UnmanagedKindException;
import dev.steward.work.Brake;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The owner of everything scarce that a program uses: it gives what it manages a share of its budgets, takes a snapshot
 * of all of it every tick, and closes it in the reverse of the order in which it was built, so that what was built upon
 * something goes before it.
 *
 * <p>A program creates one and closes it; if it does not, the end of the process does. Threadsafe.
 */
public final class Steward implements AutoCloseable {
    /** How long {@link #acquire(Kind, long)} waits. */
    public static final Duration ACQUIRE_TIMEOUT = Duration.ofSeconds(30);

    private static final System.Logger LOG = System.getLogger(Steward.class.getName());

    /** How many snapshots an optimization looks back on. */
    private static final int OPTIMIZED_AFTER = 10;

    private final Map<Kind, Budget> budgets = new ConcurrentHashMap<>();
    private volatile List<Budget> budgetsByName = List.of();
    private final Registry registry = new Registry();
    private final Monitor monitor;
    private final Governor governor;
    private final ByKind byKind = new ByKind(this::budgets, this::managed, this::reserve);
    private final Ledger ledger;
    private final Duration closeDeadline;
    private final Duration closeWithin;
    private final OptimizationPolicy optimization;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final CompletableFuture<List<CloseReport>> closeReports = new CompletableFuture<>();
    private @Nullable Thread shutdownHook;

    Steward(
            Map<Kind, Long> limits,
            Duration tick,
            Duration watchEvery,
            Duration blockedAfter,
            Duration closeDeadline,
            Duration closeWithin,
            OptimizationPolicy optimization,
            GovernorBuilder governor,
            LedgerBuilder ledger) {
        this.closeDeadline = closeDeadline;
        this.closeWithin = closeWithin;
        this.optimization = optimization;
        this.monitor = new Monitor(this::managed, this::budgets, tick, watchEvery, blockedAfter, this::snapshotTaken);
        this.ledger = ledger.build(registry::built, this::budgets);
        limits.forEach((kind, limit) -> budgets.put(kind, Budget.of(kind, kind.name(), limit)));
        this.governor = governor.build(this::budgets, this::managed, () -> Doubts.of(this.ledger));
    }

    void start(boolean installShutdownHook) {
        monitor.start();
        governor.start();
        ledger.start();
        if (installShutdownHook) {
            Thread hook = new Thread(this::closeAll, "steward-shutdown");
            shutdownHook = hook;
            Runtime.getRuntime().addShutdownHook(hook);
        }
    }

    /**
     * Begins the description of a Steward.
     *
     * @return a builder with defaults for everything
     */
    public static StewardBuilder builder() {
        return new StewardBuilder();
    }

    /**
     * Builds something inside the budget of its kind, and looks after it from then on.
     *
     * @param blueprint what is to be built, such as the builder of a pool
     * @param <M> what it is
     * @return what was built
     * @throws IllegalArgumentException if the blueprint's options contradict each other, or there is one of that type
     *     and name already
     * @throws ResourceClosedException if this Steward is closed
     */
    public <M extends Managed> M manage(Blueprint<M> blueprint) {
        M managed = buildWithinBudget(blueprint);
        try {
            registry.add(managed);
        } catch (IllegalArgumentException taken) {
            managed.close(Duration.ZERO);
            throw taken;
        }
        return refusedIfClosed(managed);
    }

    /**
     * Announces something that is built when it is first asked for.
     *
     * @param name the name to ask for
     * @param type the type to ask for
     * @param blueprint what is to be built then
     * @param <M> what it is
     * @throws IllegalArgumentException if there is one of that type and name already
     */
    public <M extends Managed> void register(
            String name, Class<M> type, Supplier<? extends Blueprint<? extends M>> blueprint) {
        registry.announce(name, type, blueprint);
    }

    /**
     * Something managed or registered, which is built now if this is the first call for it.
     *
     * @param name its name
     * @param type its type
     * @param <M> what it is
     * @return the same thing for every caller
     * @throws IllegalArgumentException if there is none of that type and name; the message says what there is
     * @throws ResourceClosedException if this Steward is closed
     */
    public <M extends Managed> M get(String name, Class<M> type) {
        return refusedIfClosed(registry.get(name, type, this::buildWithinBudget));
    }

    private <M extends Managed> M buildWithinBudget(Blueprint<M> blueprint) {
        if (closed.get()) {
            throw closedException(blueprint.name());
        }
        M managed = blueprint.buildWithin(budget(blueprint.kind()));
        ledger.enter(managed);
        return managed;
    }

    /** What was built while everything was being closed may have been overlooked there. */
    private <M extends Managed> M refusedIfClosed(M managed) {
        if (closed.get()) {
            managed.close(Duration.ZERO);
            throw closedException(managed.name());
        }
        return managed;
    }

    private static ResourceClosedException closedException(String name) {
        return new ResourceClosedException(name, "the Steward is closed, and " + name + " with it", null);
    }

    /**
     * The budget of one kind, from which everything of that kind is drawn.
     *
     * @param kind the kind
     * @return its budget; unlimited if the kind was given no limit
     */
    public Budget budget(Kind kind) {
        return budgets.computeIfAbsent(kind, unlimited -> Budget.unlimited(unlimited, unlimited.name()));
    }

    /**
     * The budgets of all kinds that have a limit or were asked for.
     *
     * @return the budgets, by the names of their kinds
     */
    public List<Budget> budgets() {
        List<Budget> sorted = budgetsByName;
        // None is ever taken out. Who watches asks several times a second.
        if (sorted.size() != budgets.size()) {
            sorted = budgets.values().stream()
                    .sorted(Comparator.comparing(Budget::name))
                    .toList();
            budgetsByName = sorted;
        }
        return sorted;
    }

    /**
     * Everything this Steward has built, in that order.
     *
     * @return the managed things
     */
    public List<Managed> managed() {
        return registry.built();
    }

    /**
     * The admission of that name, built with defaults if there is none yet.
     *
     * @param name the name of the entry point, such as {@code api}
     * @return the same admission for every caller
     * @throws ResourceClosedException if this Steward is closed
     */
    public Admission admission(String name) {
        registry.announceIfAbsent(name, Admission.class, () -> Admission.builder(name));
        return get(name, Admission.class);
    }

    /**
     * Leases so much of a kind from what manages it, waiting up to {@link #ACQUIRE_TIMEOUT}.
     *
     * @param kind what is needed
     * @param amount how much, in the kind's unit; at least 1
     * @return as {@link #acquire(Kind, long, Duration)}
     */
    public Lease<?> acquire(Kind kind, long amount) {
        return acquire(kind, amount, ACQUIRE_TIMEOUT);
    }

    /**
     * Leases so much of a kind from what manages it: from the thing with most room, if there are several that lease by
     * amount, such as pools of connections or buffers. Where one lease is not enough, several are acquired as one, all or
     * none. Of a kind that nothing leases by amount (files need a path, threads a task) and that has a limit, room in
     * the budget is leased, for what the program opens or starts by itself.
     *
     * @param kind what is needed
     * @param amount how much, in the kind's unit; at least 1
     * @param timeout how long to wait at most; zero does not wait
     * @return an open lease, to be closed: of what the thing leases, of a list of that where one lease was not enough, or
     *     of the amount where room was leased
     * @throws IllegalArgumentException if the amount is not positive or the timeout is negative
     * @throws UnmanagedKindException if nothing manages that kind, and it has no limit
     * @throws ExhaustedException if nothing became free in time, or nothing can ever hold as much
     * @throws BudgetExceededException if the limit of the kind left no room for it
     * @throws ResourceException as the thing's own way to acquire does
     */
    public Lease<?> acquire(Kind kind, long amount, Duration timeout) {
        return byKind.acquire(kind, amount, timeout);
    }

    private Reserve reserve(Kind kind) {
        String name = Reserve.name(kind);
        registry.announceIfAbsent(name, Reserve.class, () -> Reserve.blueprint(kind));
        return get(name, Reserve.class);
    }

    /**
     * How much of each kind is in use.
     *
     * @return the figures of every kind that is limited or managed, by the names of the kinds
     */
    public List<KindUsage> usage() {
        return byKind.usage();
    }

    /**
     * Has given back what lies idle and is of no use as it lies: idle connections, buffers, handles, but not the entries of
     * caches. Leases and guaranteed minimums are not touched.
     *
     * @return what came of it, for each kind of which something was given back
     */
    public List<KindCleanup> cleanup() {
        return ByKind.summed(governor.cleanup());
    }

    /**
     * Has given back everything that is not leased: caches too, and what work can give up. The heap is collected if that
     * freed memory, at most once a minute.
     *
     * @return what came of it, for each kind of which something was given back
     */
    public List<KindCleanup> emergencyCleanup() {
        return ByKind.summed(governor.emergencyCleanup());
    }

    /**
     * What watches over pressure and responds to it.
     *
     * @return the governor; it is ended when this Steward is closed
     */
    public Governor governor() {
        return governor;
    }

    /**
     * How scarce things are, for {@code Batches}: the pressure on memory, and that on other kinds once it is critical. That
     * its connections are all in use is what a batch is for, and no reason to go slower.
     *
     * @return a brake that asks the governor
     */
    public Brake brake() {
        return () -> governor.pressures().stream()
                .filter(pressure ->
                        pressure.kind().equals(Kind.MEMORY) || pressure.level().isAtLeast(Level.CRITICAL))
                .mapToDouble(Pressure::value)
                .max()
                .orElse(0);
    }

    /**
     * Has the optimization policy decide from the last nine snapshots, or as many as there are, and from one taken now, and
     * carries that out. It does so by itself after every tenth snapshot, unless the governor does not respond.
     *
     * @return what was done, by whom something was given back
     */
    public List<Action> optimize() {
        List<Snapshot> lately = new ArrayList<>(monitor.latest(OPTIMIZED_AFTER - 1));
        lately.add(monitor.look());
        return optimize(lately);
    }

    private List<Action> optimize(List<Snapshot> lately) {
        return governor.optimize(optimization.decide(Lately.of(lately)));
    }

    private void snapshotTaken(int count) {
        if (count % OPTIMIZED_AFTER == 0 && governor.responds()) {
            List<Action> unused = optimize(monitor.latest(OPTIMIZED_AFTER));
        }
    }

    /**
     * The process over the last day.
     *
     * @return stretches of ten minutes, the oldest first; the last one is not over yet
     */
    public List<ProcessStretch> processHistory() {
        return monitor.day();
    }

    /**
     * The last 100 snapshots, the oldest first.
     *
     * @return the snapshots
     */
    public List<Snapshot> snapshots() {
        return monitor.snapshots();
    }

    /**
     * What was found about threads and open files that nobody leases: that they grow in number, are blocked for long, or
     * come near the limit. Each is logged once.
     *
     * @return the last hundred findings, the oldest first
     */
    public List<Finding> findings() {
        return monitor.findings();
    }

    /**
     * Everything, now: who holds what, who waits, how much of each budget is used, the process as a whole, what is
     * suspicious, and what the governor sees, did and advises.
     *
     * @return the report, as text or JSON
     */
    public Report report() {
        return Report.of(monitor.look(), ledger, monitor.page(), governor);
    }

    /**
     * Who holds what and who waits, what of it is suspicious, and which waits cannot end.
     *
     * @return the ledger of everything this Steward has built
     */
    public Ledger ledger() {
        return ledger;
    }

    /**
     * Begins a stretch of work at whose end every lease is closed that the current thread acquired in it and left open.
     *
     * @param name what to call it in the log; must not be blank
     * @return the scope, to be closed by this thread
     */
    public Scope scope(String name) {
        return new Scope(name, this::managed);
    }

    /**
     * Closes everything in the reverse of the order in which it was built, each within the close deadline and all within
     * the one for all; each on a thread of its own, so that one whose close hangs is named, interrupted and left, and the
     * others are closed. Who is interrupted meanwhile closes the rest without waiting for leases. A second call waits for
     * the first. What was not in order is logged.
     */
    @Override
    public void close() {
        Thread hook = shutdownHook;
        if (hook != null && Thread.currentThread() != hook) {
            removeHook(hook);
        }
        closeAll();
    }

    /**
     * Closes like {@link #close()} and says what it came to.
     *
     * @return a report for each managed thing, in the order of closing; of one that hangs, the failure has the stack of
     *     where it stood
     */
    public List<CloseReport> closeAll() {
        if (closed.compareAndSet(false, true)) {
            governor.close();
            List<Managed> reversed = new ArrayList<>(managed());
            Collections.reverse(reversed);
            List<CloseReport> reports = new OrderlyClose(closeDeadline, closeWithin).close(reversed);
            stopWatching();
            budgets().stream()
                    .filter(budget -> budget.used() > 0)
                    .forEach(budget -> LOG.log(
                            System.Logger.Level.WARNING,
                            "after everything was closed, something is still reserved: " + budget));
            closeReports.complete(reports);
        }
        return closeReports.join();
    }

    private void stopWatching() {
        try {
            ledger.close();
            monitor.stop();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void removeHook(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException endOfTheProcess) {
            // The hook runs already, and waits for this close or is waited for.
            LOG.log(System.Logger.Level.DEBUG, "closed while the process ends");
        }
    }
}
