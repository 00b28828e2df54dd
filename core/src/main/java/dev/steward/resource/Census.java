package dev.steward.resource;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;

/**
 * Everything managed that lives in this process, whether a {@code Steward} looks after it or not. It answers the
 * question that a hidden second pool raises: who else is there? It holds its members weakly and is read by observers
 * only. Threadsafe.
 */
public final class Census {
    private static final Set<Managed> MANAGED = weakSet();
    private static final Set<Budget> BUDGETS = weakSet();
    private static final int LOSSES_KEPT = 1_000;
    private static final Deque<Loss> LOSSES = new ConcurrentLinkedDeque<>();
    private static volatile Tracing leastTracing = Tracing.OFF;

    private Census() {}

    /**
     * Counts a managed thing in. Implementations of {@link Managed} call this once, when they are built.
     *
     * @param managed what was built
     */
    public static void enter(Managed managed) {
        MANAGED.add(managed);
        if (leastTracing != Tracing.OFF) {
            managed.trace(leastTracing);
        }
    }

    /**
     * Has everything in this process, also what is built from now on, trace at least so many of its leases: for tests,
     * which want to know of every leak.
     *
     * @param tracing how many
     */
    public static void traceAtLeast(Tracing tracing) {
        leastTracing = tracing;
        managed().forEach(each -> each.trace(tracing));
    }

    /**
     * What {@link #traceAtLeast(Tracing)} has set.
     *
     * @return how many leases everything traces at least
     */
    public static Tracing leastTracing() {
        return leastTracing;
    }

    /**
     * Notes a lease that was found lost. Implementations of {@link Managed} call this once for each.
     *
     * @param loss the lease
     */
    public static void note(Loss loss) {
        LOSSES.addLast(loss);
        while (LOSSES.size() > LOSSES_KEPT) {
            LOSSES.pollFirst();
        }
    }

    /**
     * The leases that were found lost in this process.
     *
     * @return the last thousand, the oldest first
     */
    public static List<Loss> losses() {
        return new ArrayList<>(LOSSES);
    }

    /**
     * Counts one managed thing in the place of another that it is built on, so that the two are not taken for two.
     *
     * @param whole what was built, to be counted from now on
     * @param part what it is built on, not to be counted any more
     */
    public static void enterInPlaceOf(Managed whole, Managed part) {
        MANAGED.add(whole);
        MANAGED.remove(part);
    }

    static void enter(Budget budget) {
        BUDGETS.add(budget);
    }

    /**
     * Everything managed that is still reachable, also what is closed.
     *
     * @return a copy
     */
    public static List<Managed> managed() {
        synchronized (MANAGED) {
            return new ArrayList<>(MANAGED);
        }
    }

    /**
     * Whether a thread holds a lease of anything in this process, as far as {@link Managed#isHeldBy} tells.
     *
     * @param thread the thread
     * @return true if there is such a lease
     */
    public static boolean isAnythingHeldBy(Thread thread) {
        return managed().stream().anyMatch(each -> each.isHeldBy(thread));
    }

    /**
     * Every budget that is still reachable.
     *
     * @return a copy
     */
    public static List<Budget> budgets() {
        synchronized (BUDGETS) {
            return new ArrayList<>(BUDGETS);
        }
    }

    private static <E> Set<E> weakSet() {
        return Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));
    }
}
