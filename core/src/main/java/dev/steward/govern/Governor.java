package dev.steward.govern;

import dev.steward.govern.advice.Advice;
import dev.steward.govern.advice.Advisor;
import dev.steward.govern.advice.Doubt;
import dev.steward.govern.advice.Grounds;
import dev.steward.govern.advice.Surroundings;
import dev.steward.govern.history.History;
import dev.steward.govern.optimize.Optimization;
import dev.steward.govern.signal.Sight;
import dev.steward.govern.signal.Signal;
import dev.steward.govern.signal.Signals;
import dev.steward.platform.Pace;
import dev.steward.platform.Recent;
import dev.steward.resource.Budget;
import dev.steward.resource.Kind;
import dev.steward.resource.Managed;
import dev.steward.resource.Resizable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Sees the pressure on each kind coming and responds to it step by step, before the process dies of it: between fine and
 * dead there are four {@linkplain Rung rungs}, each undone when calm returns.
 *
 * <p>It looks every {@link #TICK}, and while room of some kind is short by more than {@link #WATCHFUL_FROM} every {@link
 * #QUICK_TICK}, on a thread of its own. Whoever acquires or releases pays nothing for it. It goes through all that is
 * managed no more often than a fixed share of a processor allows, which makes a difference from some thousand resources on.
 *
 * <p>What it calls that is not its own ({@link Managed#reclaim(long)}, {@link Managed#restrain(double)} and the like) it waits
 * for no longer than {@link #PATIENCE}. Threadsafe.
 */
public final class Governor implements AutoCloseable {
    /** How often it looks in calm. */
    public static final Duration TICK = Duration.ofMillis(250);

    /** How often it looks while pressure builds up. */
    public static final Duration QUICK_TICK = Duration.ofMillis(50);

    /** The pressure for want of room from which on it looks often. */
    public static final double WATCHFUL_FROM = 0.60;

    /** How long it waits for one thing that it asks something of, before it goes on with the others. */
    public static final Duration PATIENCE = Duration.ofMillis(500);

    /** How long somebody waits for the same who asks by hand, and wants to know what came of it. */
    private static final Duration PATIENCE_BY_HAND = Duration.ofSeconds(5);

    /** How long a close waits for a look that is under way. */
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(2);

    /** However much is managed, all of it is gone through after so many quick ticks, which is once a second. */
    private static final int MOST_QUICK_TICKS = 20;

    private static final int ACTIONS_KEPT = 1_000;
    private static final String BY_HAND = "asked for by hand";
    private static final System.Logger LOG = System.getLogger(Governor.class.getName());

    private final Supplier<List<Budget>> budgets;
    private final Supplier<List<Managed>> managed;
    private final Supplier<List<Doubt>> doubts;
    private final double criticalAt;
    private final LongSupplier nanos;
    private final boolean responds;
    private final Recent<Action> actions = new Recent<>(ACTIONS_KEPT);
    private final Hooks hooks = new Hooks();
    private final Ladder ladder;
    private final Doors doors = new Doors(actions::add, hooks);
    private final List<Notices> notices;
    private final Alerts alerts;
    private final AutoSizes autoSizes;
    private final Evidence evidence = new Evidence();
    private final History history = new History();
    private final Map<Kind, Gauge> gauges = new ConcurrentHashMap<>();
    private final Set<Budget> watched = new HashSet<>();
    private final ReentrantLock looking = new ReentrantLock();
    private final Thread thread = new Thread(this::run, "steward-governor");
    private volatile List<Sight> sights = List.of();
    private volatile List<Door> seenDoors = List.of();
    private volatile boolean stopped;

    Governor(
            GovernorOptions options,
            Supplier<List<Budget>> budgets,
            Supplier<List<Managed>> managed,
            Supplier<List<Doubt>> doubts) {
        this.budgets = budgets;
        this.managed = managed;
        this.doubts = doubts;
        this.criticalAt = options.criticalAt();
        this.nanos = options.nanos();
        this.responds = options.responds();
        this.ladder = new Ladder(
                actions::add, new GiveBack(actions::add, actions::add, hooks, PATIENCE, nanos), hooks, nanos);
        this.autoSizes = new AutoSizes(actions::add, hooks, nanos);
        this.notices = options.listeners().stream().map(Notices::new).toList();
        this.alerts = new Alerts(options.warnAt(), options.criticalAt(), notices);
        Signals.ofProcess(nanos).forEach(this::watch);
        options.signals().forEach(this::watch);
        thread.setDaemon(true);
    }

    /** Begins to look. */
    public void start() {
        thread.start();
    }

    private void run() {
        Pace pace = new Pace(QUICK_TICK.toNanos(), MOST_QUICK_TICKS);
        long seen = System.nanoTime() - TICK.toNanos();
        while (!stopped) {
            boolean watchful = true;
            try {
                long began = System.nanoTime();
                boolean due = began - seen >= pace.pauseNanos(false);
                if (due) {
                    see();
                    pace.looked(began - seen, false, System.nanoTime() - began);
                    seen = began;
                }
                watchful = respond(due);
            } catch (RuntimeException failed) {
                LOG.log(System.Logger.Level.WARNING, "the governor failed at one look and goes on", failed);
            }
            LockSupport.parkNanos(this, (watchful ? QUICK_TICK : TICK).toNanos());
        }
    }

    /** Looks once and responds. */
    void look() {
        see();
        boolean unused = respond(true);
    }

    /** Asks each thing once, which takes the longer the more resources there are. */
    private void see() {
        looking.lock();
        try {
            List<Sight> now = new ArrayList<>();
            List<Door> open = new ArrayList<>();
            for (Managed thing : managed.get()) {
                if (!thing.isClosed()) {
                    now.add(new Sight(thing, thing.usage()));
                    if (thing instanceof Door door) {
                        open.add(door);
                    }
                }
            }
            sights = List.copyOf(now);
            seenDoors = List.copyOf(open);
            history.seen(sights, nanos.getAsLong());
        } finally {
            looking.unlock();
        }
    }

    /**
     * Responds to what was seen last, and to all signals as they are now. Says whether the next look should follow soon.
     * Most looks find calm, and are too few to be compiled: what depends on the number of things is not done over when
     * none was seen anew.
     */
    private boolean respond(boolean seenAnew) {
        looking.lock();
        try {
            List<Budget> now = budgets.get();
            for (Budget budget : now) {
                if (watched.add(budget)) {
                    watch(Signals.ofBudget(budget, () -> sights, nanos));
                }
            }
            boolean watchful = false;
            for (Gauge gauge : gauges.values()) {
                watchful |= respond(gauge, now);
            }
            if (responds) {
                pressDoors();
                autoSizes.look(sights, now, pressure(Kind.MEMORY).level().isAtLeast(Level.HIGH), this::isDoubtful);
            }
            AlertRound round = new AlertRound(alerts, actions::all);
            round.budgets(now);
            round.pressures(gauges.values());
            if (seenAnew) {
                round.things(sights);
            }
            return watchful;
        } finally {
            looking.unlock();
        }
    }

    private boolean isDoubtful(String name) {
        return doubts.get().stream()
                .anyMatch(doubt -> doubt.stands() && doubt.owner().equals(name));
    }

    /** Tells the doors among what is managed when the highest level has changed. */
    private void pressDoors() {
        if (seenDoors.isEmpty()) {
            return;
        }
        Pressure worst = gauges.values().stream()
                .map(Gauge::pressure)
                .max(Comparator.comparing(Pressure::level).thenComparing(Pressure::value))
                .orElseThrow();
        seenDoors.forEach(door -> doors.press(door, worst));
    }

    private boolean respond(Gauge gauge, List<Budget> now) {
        Pressure pressure = gauge.look(nanos.getAsLong());
        if (responds && ladder.concerns(pressure)) {
            List<Budget> budgetsOfKind = now.stream()
                    .filter(budget -> budget.kind().equals(pressure.kind()))
                    .toList();
            ladder.respond(pressure, gauge.isShort(), budgetsOfKind, thingsOf(pressure.kind()));
        }
        if (responds) {
            evidence.collect(pressure, this);
        }
        return gauge.isWatchful();
    }

    private void watch(Signal signal) {
        gauges.computeIfAbsent(signal.kind(), kind -> new Gauge(kind, nanos.getAsLong()))
                .watch(signal);
    }

    private List<Managed> thingsOf(Kind kind) {
        return sights.stream()
                .filter(sight -> sight.usage().kind().equals(kind))
                .map(Sight::thing)
                .toList();
    }

    /**
     * The pressure on every kind that is managed or watched.
     *
     * @return the pressures as of the last look, the highest first
     */
    public List<Pressure> pressures() {
        return gauges.values().stream()
                .map(Gauge::pressure)
                .sorted(Comparator.comparingDouble(Pressure::value)
                        .reversed()
                        .thenComparing(pressure -> pressure.kind().name()))
                .toList();
    }

    /**
     * The pressure on one kind.
     *
     * @param kind the kind
     * @return the pressure as of the last look; none for a kind that nobody watches
     */
    public Pressure pressure(Kind kind) {
        Gauge gauge = gauges.get(kind);
        return gauge == null
                ? new Pressure(kind, 0, Level.CALM, Signal.Reading.NONE.says(), Map.of())
                : gauge.pressure();
    }

    /**
     * Whether it does something about pressure.
     *
     * @return false for one that only looks
     */
    public boolean responds() {
        return responds;
    }

    /**
     * The highest level of all kinds.
     *
     * @return the level
     */
    public Level level() {
        return gauges.values().stream()
                .map(gauge -> gauge.pressure().level())
                .max(Comparator.naturalOrder())
                .orElse(Level.CALM);
    }

    /**
     * What it did and undid, the last 1,000 actions.
     *
     * @return the actions, the oldest first
     */
    public List<Action> actions() {
        return actions.all();
    }

    /**
     * The alerts it raised, the last 1,000, also those that have ended.
     *
     * @return the alerts, the oldest first
     */
    public List<Alert> alerts() {
        return alerts.kept();
    }

    /**
     * What everything was like over the last day.
     *
     * @return the history, which goes on
     */
    public History history() {
        return history;
    }

    /**
     * What to change, from the last day.
     *
     * @return the advice; empty when all is well, or too little was seen yet
     */
    public List<Advice> advice() {
        List<Advice> advice = new ArrayList<>(
                Advisor.advise(new Grounds(managed.get(), budgets.get(), history, doubts.get(), Surroundings.now())));
        advice.addAll(NoisyAlerts.among(alerts(), criticalAt, Instant.now()));
        return advice;
    }

    /**
     * All of that, for a report.
     *
     * @return what it sees, did and has to say
     */
    public GovernorPage page() {
        return new GovernorPage(pressures(), actions(), alerts(), advice());
    }

    /**
     * Takes back what lies idle and is of no use as it lies, at once, whatever the pressure is: caches are left alone,
     * leases and guaranteed minimums too.
     *
     * @return what was done, by whom something was given back, the cheapest to rebuild first
     */
    public List<Action> cleanup() {
        return giveBackByHand(Rung.TRIM, false);
    }

    /**
     * Takes back everything that is not leased, at once, whatever the pressure is: caches too, and what work can give up.
     * What a managed thing must always keep stays. If memory was given back the heap is collected, at most once a minute.
     *
     * @return what was done, by whom something was given back, the cheapest to rebuild first
     */
    public List<Action> emergencyCleanup() {
        return giveBackByHand(Rung.EMERGENCY, true);
    }

    /**
     * Carries out what a policy has decided.
     *
     * @param decided what is to be done
     * @return what was done, by whom something was given back
     */
    public List<Action> optimize(List<Optimization> decided) {
        List<Action> done = new ArrayList<>();
        new Optimizer(givenBackByHand(done)).carryOut(decided, managed.get());
        done.forEach(actions::add);
        return done;
    }

    /** Needs no lock: {@link Hooks} asks each thing for one thing at a time, whoever asks. */
    private GiveBack givenBackByHand(List<Action> done) {
        return new GiveBack(done::add, actions::add, hooks, PATIENCE_BY_HAND, nanos);
    }

    /**
     * Has the size of a thing follow its load from now on: it grows within seconds when callers wait, as far as the
     * budget and the memory of the process allow and not when its leases are suspected to leak, and shrinks when it was
     * not in use for minutes. Every change is among the {@linkplain #actions() actions}, with its reason. A governor that
     * does not respond changes nothing.
     *
     * @param thing whose maximum is to follow
     * @param min the smallest maximum, at least 1
     * @param max the largest
     * @throws IllegalArgumentException if the bounds contradict each other
     */
    public void autoSize(Resizable thing, int min, int max) {
        autoSizes.enter(thing, min, max);
    }

    /**
     * Ends {@link #autoSize(Resizable, int, int)}; the size stays as it is.
     *
     * @param thing whose size is not to follow any more
     */
    public void fixSize(Resizable thing) {
        autoSizes.leave(thing);
    }

    private List<Action> giveBackByHand(Rung rung, boolean everything) {
        List<Action> done = new ArrayList<>();
        GiveBack asked = givenBackByHand(done);
        managed.get().stream()
                .filter(thing -> !thing.isClosed() && (everything || !thing.isIdleUseful()))
                .sorted(Comparator.comparing(Managed::rebuildCost))
                .forEach(thing -> asked.by(thing, Long.MAX_VALUE, rung, BY_HAND));
        if (everything) {
            budgets.get().forEach(budget -> asked.in(budget, Long.MAX_VALUE, rung, BY_HAND));
        }
        done.forEach(actions::add);
        if (everything && done.stream().anyMatch(action -> action.kind().equals(Kind.MEMORY))) {
            evidence.collectHeap();
        }
        return done;
    }

    /** Ends it. What it holds back is let go again. It waits for a look that is under way, but not for one that hangs. */
    @Override
    public void close() {
        stopped = true;
        LockSupport.unpark(thread);
        boolean interrupted = Thread.interrupted();
        try {
            awaitEnd();
            letGo();
        } catch (InterruptedException hurry) {
            interrupted = true;
        }
        hooks.close();
        notices.forEach(Notices::close);
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void awaitEnd() throws InterruptedException {
        if (Thread.currentThread() == thread) {
            return;
        }
        thread.join(CLOSE_PATIENCE.toMillis());
        if (thread.isAlive()) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "the governor has been at one look for " + CLOSE_PATIENCE.toMillis()
                            + " ms, and is interrupted and left to it: a signal that blocks? now at "
                            + Arrays.stream(thread.getStackTrace()).findFirst());
            thread.interrupt();
        }
    }

    private void letGo() throws InterruptedException {
        if (looking.tryLock(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
            try {
                ladder.letGo();
                doors.letGo();
            } finally {
                looking.unlock();
            }
        }
    }
}
