package dev.steward.ledger;

import dev.steward.resource.Awaiting;
import dev.steward.resource.Budget;
import dev.steward.resource.Holding;
import dev.steward.resource.Managed;
import dev.steward.resource.Waiting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who holds and who waits at one look, as far as it can come to a deadlock.
 *
 * <p>Only a thread that has waited, in one and the same wait, since the look before counts as waiting. It was blocked
 * while the holdings were read, so what it held then it holds at the same moment as all the others: the look need not
 * stop anybody to be consistent. Everybody else, and whatever has no thread for a holder, is taken to be able to finish,
 * and what they hold to be free. So what is found stuck is stuck; somebody who blocks on something that is not managed is
 * never suspected.
 *
 * <p>Confined to one thread.
 */
final class Situation {
    private final List<Managed> things;
    private final List<Budget> roots;
    private final long beganNanos = System.nanoTime();

    /** The threads that wait, with what each waits for. */
    private final IdentityHashMap<Thread, Wait> waits = new IdentityHashMap<>();

    private final IdentityHashMap<Thread, List<Held>> held = new IdentityHashMap<>();
    private final IdentityHashMap<Managed, List<Budget>> paths = new IdentityHashMap<>();
    private final Set<Object> tickets = Collections.newSetFromMap(new IdentityHashMap<>());

    record Wait(Managed thing, Waiting waiting) {}

    record Held(Managed thing, Holding holding) {}

    private Situation(List<Managed> things, List<Budget> roots) {
        this.things = things;
        this.roots = roots;
    }

    /** Looks, where {@code before} is what the last look has seen. */
    static Situation read(List<Managed> things, List<Budget> roots, @Nullable Situation before) {
        Situation now = new Situation(things, roots);
        List<Held> all = new ArrayList<>();
        for (Managed thing : things) {
            thing.holdings().forEach(holding -> all.add(new Held(thing, holding)));
        }
        for (Managed thing : things) {
            for (Waiting waiting : thing.waiting()) {
                now.add(thing, waiting, before);
            }
            for (Awaiting awaiting : thing.awaiting()) {
                now.add(thing, awaiting, before);
            }
        }
        for (Held each : all) {
            Thread thread = each.holding.thread();
            if (thread != null) {
                now.held.computeIfAbsent(thread, first -> new ArrayList<>()).add(each);
            }
        }
        return now;
    }

    private void add(Managed thing, Waiting waiting, @Nullable Situation before) {
        Object ticket = waiting.ticket();
        Thread thread = waiting.thread();
        if (ticket == null || thread == null) {
            return;
        }
        tickets.add(ticket);
        if (before != null && before.tickets.contains(ticket)) {
            waits.put(thread, new Wait(thing, waiting));
        }
    }

    /** A wait for a task is the same as before if it began before the look before did. */
    private void add(Managed thing, Awaiting awaiting, @Nullable Situation before) {
        if (before != null && awaiting.waitedFor().compareTo(before.sinceBegin()) >= 0) {
            Thread thread = awaiting.waiter();
            Waiting waiting = new Waiting(
                    thing.name(),
                    thing.kind(),
                    1,
                    thread.getName(),
                    thread,
                    awaiting.waitedFor(),
                    awaiting.runner(),
                    awaiting);
            waits.put(thread, new Wait(thing, waiting));
        }
    }

    /** How long the look has taken so far: two ages that were read in it are not known better than that. */
    Duration sinceBegin() {
        return Duration.ofNanos(System.nanoTime() - beganNanos);
    }

    boolean isAnybodyWaiting() {
        return !waits.isEmpty();
    }

    Map<Thread, Wait> waits() {
        return waits;
    }

    Map<Thread, List<Held>> held() {
        return held;
    }

    List<Held> heldBy(Thread thread) {
        return held.getOrDefault(thread, List.of());
    }

    /** The budget that keeps a thing from growing to its own limit, if one does; to be asked after {@link #stuck()}. */
    Optional<Budget> fullBudgetOf(Managed thing, long amount) {
        return thing.usage().inUse() + amount <= thing.capacity()
                ? paths.getOrDefault(thing, List.of()).stream()
                        .filter(budget -> budget.limit() - budget.used() < amount)
                        .findFirst()
                : Optional.empty();
    }

    /** The threads that can never go on. */
    Set<Thread> stuck() {
        WaitGraph graph = new WaitGraph();
        IdentityHashMap<Thread, Integer> actors = new IdentityHashMap<>();
        List<Thread> threads = new ArrayList<>(waits.keySet());
        threads.forEach(thread -> actors.put(thread, graph.actor()));
        IdentityHashMap<Managed, List<Integer>> needs = resourcesOf(graph);
        waits.forEach((thread, wait) -> {
            int actor = indexOf(actors, thread);
            Thread behind = wait.waiting.behind();
            if (behind != null) {
                if (actors.containsKey(behind)) {
                    graph.behind(actor, indexOf(actors, behind));
                }
                return;
            }
            for (int resource : needs.getOrDefault(wait.thing, List.of())) {
                graph.want(actor, resource, wait.waiting.amount());
            }
        });
        threads.forEach(thread -> {
            for (Held each : heldBy(thread)) {
                for (int resource : needs.getOrDefault(each.thing, List.of())) {
                    graph.hold(indexOf(actors, thread), resource, each.holding.amount());
                }
            }
        });
        BitSet stuck = graph.stuck();
        Set<Thread> found = Collections.newSetFromMap(new IdentityHashMap<>());
        stuck.stream().forEach(actor -> found.add(threads.get(actor)));
        return found;
    }

    private static int indexOf(IdentityHashMap<Thread, Integer> actors, Thread thread) {
        Integer actor = actors.get(thread);
        if (actor == null) {
            throw new IllegalStateException(thread + " is no actor");
        }
        return actor;
    }

    /** What has to be free for each thing: a place in itself, and room in every budget that it draws from. */
    private IdentityHashMap<Managed, List<Integer>> resourcesOf(WaitGraph graph) {
        IdentityHashMap<Budget, Budget> parents = new IdentityHashMap<>();
        roots.forEach(root -> noteChildren(root, parents));
        IdentityHashMap<Budget, Long> limits = new IdentityHashMap<>();
        IdentityHashMap<Managed, Long> capacities = new IdentityHashMap<>();
        for (Managed thing : things) {
            List<Budget> path = new ArrayList<>();
            for (Budget budget = thing.budget(); budget != null; budget = parents.get(budget)) {
                path.add(budget);
                limits.putIfAbsent(budget, budget.limit());
            }
            paths.put(thing, path);
            capacities.put(thing, thing.capacity());
        }
        waits.keySet()
                .forEach(thread -> heldBy(thread).forEach(each -> {
                    long amount = each.holding.amount();
                    capacities.computeIfPresent(each.thing, (thing, capacity) -> less(capacity, amount));
                    paths.getOrDefault(each.thing, List.of())
                            .forEach(budget -> limits.computeIfPresent(budget, (same, limit) -> less(limit, amount)));
                }));
        IdentityHashMap<Budget, Integer> numbers = new IdentityHashMap<>();
        limits.forEach((budget, free) -> numbers.put(budget, graph.resource(free)));
        IdentityHashMap<Managed, List<Integer>> needs = new IdentityHashMap<>();
        paths.forEach((thing, path) -> {
            List<Integer> all = new ArrayList<>();
            all.add(graph.resource(capacities.getOrDefault(thing, 0L)));
            path.forEach(budget -> all.add(numbers.getOrDefault(budget, 0)));
            needs.put(thing, all);
        });
        return needs;
    }

    private static void noteChildren(Budget parent, IdentityHashMap<Budget, Budget> parents) {
        for (Budget child : parent.children()) {
            parents.put(child, parent);
            noteChildren(child, parents);
        }
    }

    /** What has no limit stays without one. Halved, so that adding what comes back does not overflow. */
    private static long less(long free, long amount) {
        return Math.min(free, Long.MAX_VALUE / 2) - amount;
    }
}
