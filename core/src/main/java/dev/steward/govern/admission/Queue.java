package dev.steward.govern.admission;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Who waits at the entry: the more critical first, among equals whoever came first. Guarded by the admission's lock. */
final class Queue {
    private final Map<Criticality, Deque<Entrant>> waiting = new EnumMap<>(Criticality.class);
    private int size;

    private Deque<Entrant> of(Criticality criticality) {
        return waiting.computeIfAbsent(criticality, first -> new ArrayDeque<>());
    }

    int size() {
        return size;
    }

    /** How many would be served before a newcomer. */
    int aheadOf(Criticality newcomer) {
        int ahead = 0;
        for (Map.Entry<Criticality, Deque<Entrant>> each : waiting.entrySet()) {
            ahead += each.getKey().compareTo(newcomer) <= 0 ? each.getValue().size() : 0;
        }
        return ahead;
    }

    void add(Entrant entrant) {
        of(entrant.criticality).addLast(entrant);
        size++;
    }

    boolean remove(Entrant entrant) {
        boolean removed = of(entrant.criticality).remove(entrant);
        size -= removed ? 1 : 0;
        return removed;
    }

    /** The next to be served, taken out. */
    @Nullable
    Entrant poll() {
        for (Deque<Entrant> each : waiting.values()) {
            Entrant first = each.pollFirst();
            if (first != null) {
                size--;
                return first;
            }
        }
        return null;
    }

    /** The least critical that came last, taken out, if it is less critical than the newcomer. */
    @Nullable
    Entrant displacedBy(Criticality newcomer) {
        Entrant least = null;
        for (Map.Entry<Criticality, Deque<Entrant>> each : waiting.entrySet()) {
            if (each.getKey().compareTo(newcomer) > 0 && !each.getValue().isEmpty()) {
                least = each.getValue().getLast();
            }
        }
        if (least != null) {
            remove(least);
        }
        return least;
    }

    /** All of them, in the order in which they would be served. */
    List<Entrant> all() {
        List<Entrant> all = new ArrayList<>(size);
        waiting.values().forEach(all::addAll);
        return all;
    }
}
