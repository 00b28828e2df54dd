package dev.steward.ledger;

import dev.steward.resource.Holding;
import dev.steward.resource.Lease;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What was seen to be acquired while what was held. A circle in that graph is a deadlock that may strike one day, although
 * all went well so far: it takes two threads at the wrong moment. Of the ledger's thread alone.
 */
final class OrderGraph {
    private final Journal<Prediction> journal;

    /** From what was held to what was acquired then, with who did it first. */
    private final Map<String, Map<String, String>> edges = new LinkedHashMap<>();

    private final Set<Set<String>> told = new HashSet<>();

    /** Those that this look has added. */
    private final List<Edge> fresh = new ArrayList<>();

    private record Edge(String from, String to) {}

    OrderGraph(Journal<Prediction> journal) {
        this.journal = journal;
    }

    /**
     * Whoever waits has got what it holds before. Of two things that are held, the ages tell which came first, if both
     * are traced, for otherwise they are known to the tick only, and if both are still held after they were read, for
     * otherwise they may never have been held together.
     */
    void look(Situation situation) {
        Duration blur = situation.sinceBegin().plusMillis(1);
        situation.held().forEach((thread, all) -> {
            Situation.Wait wait = situation.waits().get(thread);
            for (Situation.Held first : all) {
                if (wait != null) {
                    add(first.thing().name(), wait.name(), first.holding());
                }
            }
            addByAge(traced(all), blur);
        });
        // As a rule there is no circle at all, which is told for all of them together.
        if (!fresh.isEmpty() && hasCircle()) {
            fresh.forEach(this::tellCircle);
        }
        fresh.clear();
    }

    /** Whether anything is left when that which nothing leads to is taken away again and again. */
    private boolean hasCircle() {
        Map<String, Integer> leadingHere = new HashMap<>();
        edges.values().forEach(all -> all.keySet().forEach(to -> leadingHere.merge(to, 1, Integer::sum)));
        Deque<String> open = new ArrayDeque<>();
        edges.keySet().stream().filter(from -> !leadingHere.containsKey(from)).forEach(open::add);
        while (!open.isEmpty()) {
            for (String to : edges.getOrDefault(open.remove(), Map.of()).keySet()) {
                if (leadingHere.merge(to, -1, Integer::sum) == 0) {
                    leadingHere.remove(to);
                    open.add(to);
                }
            }
        }
        return !leadingHere.isEmpty();
    }

    /** A thread that holds thousands has few of them traced, and every pair of these is looked at. */
    private static List<Situation.Held> traced(List<Situation.Held> all) {
        List<Situation.Held> traced = new ArrayList<>();
        for (Situation.Held each : all) {
            if (each.holding().site() != null) {
                traced.add(each);
            }
        }
        return traced;
    }

    private void addByAge(List<Situation.Held> traced, Duration blur) {
        for (Situation.Held first : traced) {
            for (Situation.Held then : traced) {
                Duration between =
                        first.holding().heldFor().minus(then.holding().heldFor());
                if (between.compareTo(blur) > 0
                        && isTracedAndOpen(first.holding())
                        && isTracedAndOpen(then.holding())) {
                    add(first.thing().name(), then.thing().name(), first.holding());
                }
            }
        }
    }

    private static boolean isTracedAndOpen(Holding holding) {
        return holding.site() != null && holding.ticket() instanceof Lease<?> lease && lease.isOpen();
    }

    private void add(String from, String to, Holding by) {
        if (from.equals(to)) {
            return;
        }
        Map<String, String> known = edges.computeIfAbsent(from, first -> new LinkedHashMap<>());
        if (known.containsKey(to)) {
            return;
        }
        known.put(to, by.holder() + (by.site() == null ? "" : " (" + by.site() + ")"));
        fresh.add(new Edge(from, to));
    }

    private void tellCircle(Edge edge) {
        List<String> circle = path(edge.to, edge.from, new HashSet<>());
        if (circle != null && told.add(Set.copyOf(circle))) {
            journal.raise(new Prediction(Prediction.Sort.ORDER, circle, describe(circle), Instant.now()));
        }
    }

    private String describe(List<String> circle) {
        List<String> steps = new ArrayList<>();
        for (int i = 0; i < circle.size(); i++) {
            String from = circle.get(i);
            String to = circle.get((i + 1) % circle.size());
            steps.add(edges.getOrDefault(from, Map.of()).get(to) + " acquired " + to + " while it held " + from);
        }
        return String.join("; ", steps) + "; next: acquire them in the same order everywhere";
    }

    private @Nullable List<String> path(String from, String to, Set<String> visited) {
        if (from.equals(to)) {
            return new ArrayList<>(List.of(from));
        }
        if (!visited.add(from)) {
            return null;
        }
        for (String next : edges.getOrDefault(from, Map.of()).keySet()) {
            List<String> rest = path(next, to, visited);
            if (rest != null) {
                rest.add(0, from);
                return rest;
            }
        }
        return null;
    }
}
