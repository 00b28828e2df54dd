package dev.steward.ledger;

import dev.steward.platform.Pace;
import dev.steward.resource.Budget;
import dev.steward.resource.Holding;
import dev.steward.resource.Managed;
import dev.steward.resource.Waiting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The book of who holds what and who waits, and the watch over it. Nothing is written down as it happens: the ledger reads
 * what is managed when it is asked, and at every tick for itself, so those who acquire pay nothing for it.
 *
 * <p>At every tick it looks for leases that are overdue, orphaned or unreachable, for waits that cannot end, and for orders
 * of acquiring that could come to that. Each is reported once, to the log and in the lists below, and again when it is
 * over. Threadsafe.
 */
public final class Ledger implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Ledger.class.getName());

    /** However much is held, it looks for knots after so many ticks. */
    private static final int MOST_TICKS = 300;

    /** How long a close waits for a look that is under way. */
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(2);

    private final LedgerOptions options;
    private final Supplier<List<Managed>> things;
    private final Supplier<List<Budget>> budgets;
    private final Journal<Suspicion> suspicions = new Journal<>(Suspicion::isOpen);
    private final Journal<Knot> knots = new Journal<>(Knot::isOpen);
    private final Journal<Prediction> predictions = new Journal<>(prediction -> true);
    private final Escalation escalation;
    private final Suspects suspects;
    private final KnotWatch knotWatch;
    private final OrderGraph order = new OrderGraph(predictions);
    private final SizeFloor floor = new SizeFloor(predictions);
    private final ReentrantLock ticking = new ReentrantLock();
    private final Thread thread;
    private @Nullable Situation last;
    private volatile boolean closed;

    Ledger(LedgerOptions options, Supplier<List<Managed>> things, Supplier<List<Budget>> budgets) {
        this.options = options;
        this.things = things;
        this.budgets = budgets;
        escalation = new Escalation(options.tracing(), options.calmAfter());
        suspects = new Suspects(options, suspicions, escalation);
        knotWatch = new KnotWatch(options.knots(), options.starvationAfter(), knots);
        thread = new Thread(this::watch, "steward-ledger");
        thread.setDaemon(true);
    }

    /**
     * Begins the description of a ledger.
     *
     * @return a builder with defaults for everything
     */
    public static LedgerBuilder builder() {
        return new LedgerBuilder();
    }

    /** Has it look every tick from now on, on a thread of its own. */
    public void start() {
        thread.start();
    }

    /**
     * Begins to trace something at once, so that not even its first lease escapes the strict mode. What is not entered is
     * traced from the next look on.
     *
     * @param thing what is new
     */
    public void enter(Managed thing) {
        escalation.enter(thing);
    }

    /**
     * Everything that is held and everybody who waits, now.
     *
     * @return the page
     */
    public LedgerPage page() {
        List<Holding> holdings = new ArrayList<>();
        List<Waiting> waiting = new ArrayList<>();
        for (Managed thing : things.get()) {
            holdings.addAll(thing.holdings());
            waiting.addAll(thing.waiting());
        }
        return LedgerPage.of(holdings, waiting);
    }

    /**
     * What is suspicious now.
     *
     * @return the suspicions that stand, in the order in which they were reported
     */
    public List<Suspicion> suspicions() {
        return suspicions.open();
    }

    /**
     * The last thousand suspicions, those that were cleared included.
     *
     * @return the suspicions, in the order in which they were reported
     */
    public List<Suspicion> history() {
        return suspicions.all();
    }

    /**
     * How many suspicions there were of each sort.
     *
     * @return the counts since the beginning
     */
    public Map<Verdict, Long> counts() {
        return suspects.counts();
    }

    /**
     * The last thousand knots, those that are gone included.
     *
     * @return the knots, in the order in which they were reported
     */
    public List<Knot> knots() {
        return knots.all();
    }

    /**
     * Deadlocks that are possible by what was seen.
     *
     * @return the predictions, in the order in which they were made
     */
    public List<Prediction> predictions() {
        return predictions.all();
    }

    /** Looks once, in the calling thread, for everything. The ledger's own thread does this every tick. */
    public void look() {
        lookForLosses();
        lookForKnots();
    }

    /** For leases that are held too long or lost. This costs no more where more is held. */
    private void lookForLosses() {
        ticking.lock();
        try {
            List<Managed> all = things.get();
            long now = System.nanoTime();
            escalation.enterNew(all);
            suspects.look(all, now);
            escalation.calm(now);
        } finally {
            ticking.unlock();
        }
    }

    /** For waits that cannot end, now or one day, for which everything that is held is read. */
    private void lookForKnots() {
        ticking.lock();
        try {
            Situation situation = Situation.read(things.get(), budgets.get(), last);
            last = situation;
            // Foretold before a knot is broken: what is held together then is given back at once.
            order.look(situation);
            floor.look(situation);
            knotWatch.look(situation);
        } finally {
            ticking.unlock();
        }
    }

    /**
     * Wakes up every tick. Where much is held it does not look for knots each time, unless somebody waits, who may wait in
     * one.
     */
    private void watch() {
        Turn losses = new Turn(this::lookForLosses);
        Turn knotted = new Turn(this::lookForKnots);
        while (!closed) {
            boolean waiting = knotted.pace.isHeldBack() && attempt(this::isAnybodyWaiting);
            losses.takeIfDue(false);
            knotted.takeIfDue(waiting);
            LockSupport.parkNanos(this, Math.min(losses.leftNanos(false), knotted.leftNanos(waiting)));
        }
    }

    /** One sort of look, and when it is taken again. Of the ledger's thread alone. */
    private final class Turn {
        private final Runnable look;
        private final Pace pace = new Pace(options.tick().toNanos(), MOST_TICKS);
        private long endedNanos = System.nanoTime();

        Turn(Runnable look) {
            this.look = look;
        }

        void takeIfDue(boolean urgent) {
            long began = System.nanoTime();
            if (began - endedNanos < pace.pauseNanos(urgent)) {
                return;
            }
            attempt(() -> {
                look.run();
                return true;
            });
            long ended = System.nanoTime();
            pace.looked(began - endedNanos, urgent, ended - began);
            endedNanos = ended;
        }

        /** Until it is due, but not beyond a tick: by then somebody may wait. */
        long leftNanos(boolean urgent) {
            long left = endedNanos + pace.pauseNanos(urgent) - System.nanoTime();
            return Math.min(left, options.tick().toNanos());
        }
    }

    /** One thing that cannot be read must not end the watch over all the others. */
    private static boolean attempt(BooleanSupplier what) {
        try {
            return what.getAsBoolean();
        } catch (RuntimeException | LinkageError failed) {
            LOG.log(System.Logger.Level.WARNING, "the ledger could not look at everything, and goes on", failed);
            return false;
        }
    }

    /** Who waits is told by the things without going through what is held of them. */
    private boolean isAnybodyWaiting() {
        for (Managed thing : things.get()) {
            if (!thing.waiting().isEmpty() || !thing.awaiting().isEmpty()) {
                return true;
            }
        }
        for (Budget budget : budgets.get()) {
            if (budget.isAnybodyWaiting()) {
                return true;
            }
        }
        return false;
    }

    /**
     * Ends the watch. The lists stay readable. It waits for a look that is under way, but not for one that hangs, nor if
     * the thread is interrupted.
     */
    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
        try {
            if (Thread.currentThread() != thread) {
                thread.join(CLOSE_PATIENCE.toMillis());
                if (thread.isAlive()) {
                    LOG.log(
                            System.Logger.Level.WARNING,
                            "the ledger has been at one look for " + CLOSE_PATIENCE.toMillis()
                                    + " ms, and is interrupted and left to it: something managed that blocks when it is"
                                    + " asked who holds it? now at "
                                    + Arrays.stream(thread.getStackTrace()).findFirst());
                    thread.interrupt();
                }
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
