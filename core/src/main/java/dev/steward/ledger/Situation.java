package dev.steward.ledger;

import dev.steward.resource.Awaiting;
import dev.steward.resource.Budget;
import dev.steward.resource.Holding;
import dev.steward.resource.Managed;
import dev.steward.resource.ReservedLane;
import dev.steward.resource.ResourceException;
import dev.steward.resource.Waiting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
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
 * <p>A wait for room in a budget itself counts like one for a place in a thing. A wait that a {@link ReservedLane} with room
 * is for does not count, because it will be served.
 *
 * <p>Confined to one thread.
 */
final class Situation {
    private final List<Managed> things;
    private final long beganNanos;

    /** The threads that wait, with what each waits for. */
    private final IdentityHashMap<Thread, Wait> waits = new IdentityHashMap<>();

    private final IdentityHashMap<Thread, List<Held>> held = new IdentityHashMap<>();
    private final IdentityHashMap<Managed, List<Budget>> paths = new IdentityHashMap<>();
    private final IdentityHashMap<Budget, Budget> parents = new IdentityHashMap<>();

    /** Read once for each thing, by which one look is of one mind about it. */
    private final IdentityHashMap<Managed, ReservedLane> lanes = new IdentityHashMap<>();

    private final Set<Object> tickets = Collections.newSetFromMap(new IdentityHashMap<>());

    /** One who waits, for a place in a thing or for room in a budget: one of the two is there. */
    record Wait(
            String name, @Nullable Managed thing, @Nullable Budget budget, Waiting waiting) {
        Wait(Managed thing, Waiting waiting) {
            this(thing.name(), thing, null, waiting);
        }

        Wait(Budget budget, Waiting waiting) {
            this("room in the budget " + budget.path(), null, budget, waiting);
        }

        /** What is waited for, to be compared by identity. */
        Object about() {
            return thing != null ? thing : Objects.requireNonNull(budget);
        }

        boolean refuse(Supplier<? extends ResourceException> refusal) {
            return thing != null
                    ? thing.refuse(waiting, refusal)
                    : Objects.requireNonNull(budget).refuse(waiting, refusal);
        }
    }

    record Held(Managed thing, Holding holding) {}

    private Situation(List<Managed> things, long beganNanos) {
        this.things = things;
        this.beganNanos = beganNanos;
    }

    /**
     * Looks at who holds what, and then at who waits.
     *
     * @param things everything managed
     * @param roots the budgets that are below no other
     * @param before what the last look has seen
     */
    static Situation read(List<Managed> things, List<Budget> roots, @Nullable Situation before) {
        Situation now = new Situation(things, System.nanoTime());
        for (Managed thing : things) {
            thing.holdings().forEach(holding -> now.add(thing, holding));
        }
        for (Managed thing : things) {
            ReservedLane lane = thing.lane();
            now.lanes.put(thing, lane);
            for (Waiting waiting : thing.waiting()) {
                if (!now.isServedByLane(lane, waiting)) {
                    now.add(new Wait(thing, waiting), before);
                }
            }
            for (Awaiting awaiting : thing.awaiting()) {
                now.add(thing, awaiting, before);
            }
        }
        roots.forEach(root -> now.addBelow(root, before));
        return now;
    }

    private void add(Managed thing, Holding holding) {
        Thread thread = holding.thread();
        if (thread != null) {
            held.computeIfAbsent(thread, first -> new ArrayList<>()).add(new Held(thing, holding));
        }
    }

    private boolean isServedByLane(ReservedLane lane, Waiting waiting) {
        Thread thread = waiting.thread();
        // Who waits for one thread alone is not helped by room; who waits for none, as for a lock of another process,
        // has it.
        return thread != null
                && waiting.behind() == null
                && waiting.amount() <= lane.free()
                && heldBy(thread).stream().anyMatch(each -> each.thing.isHeldBy(thread));
    }

    private void add(Wait wait, @Nullable Situation before) {
        Object ticket = wait.waiting.ticket();
        Thread thread = wait.waiting.thread();
        if (ticket == null || thread == null) {
            return;
        }
        tickets.add(ticket);
        if (before != null && before.tickets.contains(ticket)) {
            // The thing that a budget belongs to may have shown the same wait, and says better what it is for.
            waits.putIfAbsent(thread, wait);
        }
    }

    private void addBelow(Budget budget, @Nullable Situation before) {
        budget.waiting().forEach(waiting -> add(new Wait(budget, waiting), before));
        for (Budget child : budget.children()) {
            parents.put(child, budget);
            addBelow(child, before);
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
        IdentityHashMap<Object, List<Integer>> needs = resourcesOf(graph);
        waits.forEach((thread, wait) -> {
            int actor = indexOf(actors, thread);
            Thread behind = wait.waiting.behind();
            if (behind != null) {
                if (actors.containsKey(behind)) {
                    graph.behind(actor, indexOf(actors, behind));
                }
                return;
            }
            for (int resource : needs.getOrDefault(wait.about(), List.of())) {
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

    /** A budget, and those above it. */
    List<Budget> pathOf(Budget budget) {
        List<Budget> path = new ArrayList<>();
        for (Budget each = budget; each != null; each = parents.get(each)) {
            path.add(each);
        }
        return path;
    }

    /** The budgets that a thing draws from; to be asked after {@link #stuck()}. */
    List<Budget> pathOf(Managed thing) {
        return paths.getOrDefault(thing, List.of());
    }

    /**
     * What has to be free for each thing: a place in itself, and room in every budget that it draws from. The same for each
     * budget that somebody waits for.
     */
    private IdentityHashMap<Object, List<Integer>> resourcesOf(WaitGraph graph) {
        IdentityHashMap<Budget, Long> limits = new IdentityHashMap<>();
        IdentityHashMap<Managed, Long> capacities = new IdentityHashMap<>();
        for (Managed thing : things) {
            List<Budget> path = pathOf(thing.budget());
            path.forEach(budget -> limits.putIfAbsent(budget, budget.limit()));
            paths.put(thing, path);
            // What is free of a lane is for nobody who is left here.
            long lane = lanes.getOrDefault(thing, ReservedLane.NONE).free();
            capacities.put(thing, lane == 0 ? thing.capacity() : less(thing.capacity(), lane));
        }
        waits.values().stream()
                .map(Wait::budget)
                .filter(Objects::nonNull)
                .flatMap(budget -> pathOf(budget).stream())
                .forEach(budget -> limits.putIfAbsent(budget, budget.limit()));
        waits.keySet()
                .forEach(thread -> heldBy(thread).forEach(each -> {
                    long amount = each.holding.amount();
                    capacities.computeIfPresent(each.thing, (thing, capacity) -> less(capacity, amount));
                    paths.getOrDefault(each.thing, List.of())
                            .forEach(budget -> limits.computeIfPresent(budget, (same, limit) -> less(limit, amount)));
                }));
        IdentityHashMap<Budget, Integer> numbers = new IdentityHashMap<>();
        limits.forEach((budget, free) -> numbers.put(budget, graph.resource(free)));
        IdentityHashMap<Object, List<Integer>> needs = new IdentityHashMap<>();
        limits.keySet()
                .forEach(budget -> needs.put(
                        budget,
                        pathOf(budget).stream()
                                .map(above -> numbers.getOrDefault(above, 0))
                                .toList()));
        paths.forEach((thing, path) -> {
            List<Integer> all = new ArrayList<>();
            all.add(graph.resource(capacities.getOrDefault(thing, 0L)));
            path.forEach(budget -> all.add(numbers.getOrDefault(budget, 0)));
            needs.put(thing, all);
        });
        return needs;
    }

    /** What has no limit stays without one. Halved, so that adding what comes back does not overflow. */
    private static long less(long free, long amount) {
        return Math.min(free, Long.MAX_VALUE / 2) - amount;
    }
}
