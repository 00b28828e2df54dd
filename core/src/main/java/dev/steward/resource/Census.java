package dev.steward.resource;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;

/**
 * Everything managed that lives in this process, whether a {@code Steward} looks after it or not. It answers the
 * question that a hidden second pool raises: who else is there? It holds its members weakly and is read by observers
 * only. Threadsafe.
 */
public final class Census {
    private static final Set<Managed> MANAGED = weakSet();
    private static final Set<Budget> BUDGETS = weakSet();

    private Census() {}

    /**
     * Counts a managed thing in. Implementations of {@link Managed} call this once, when they are built.
     *
     * @param managed what was built
     */
    public static void enter(Managed managed) {
        MANAGED.add(managed);
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
