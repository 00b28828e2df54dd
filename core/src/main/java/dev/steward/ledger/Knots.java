package dev.steward.ledger;

import dev.steward.resource.Budget;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Takes the threads that are stuck apart into knots that have nothing to do with each other. Those who hold nothing, or
 * only what takes up nothing, are left out: they wait behind a knot, and failing them would help nobody. Stateless.
 */
final class Knots {
    private Knots() {}

    static List<Thread> holders(Situation situation, Set<Thread> stuck) {
        return stuck.stream()
                .filter(thread -> situation.heldBy(thread).stream()
                        .anyMatch(held -> held.holding().amount() > 0))
                .toList();
    }

    static List<List<Thread>> apart(Situation situation, Set<Thread> stuck) {
        List<Thread> members = holders(situation, stuck);
        int[] group = new int[members.size()];
        IdentityHashMap<Object, Integer> groupOf = new IdentityHashMap<>();
        Set<Budget> waitedFor = Collections.newSetFromMap(new IdentityHashMap<>());
        for (int i = 0; i < group.length; i++) {
            group[i] = i;
            waitedFor.addAll(budgetsOf(situation, members.get(i)));
        }
        for (int i = 0; i < group.length; i++) {
            Thread thread = members.get(i);
            for (Situation.Held held : situation.heldBy(thread)) {
                join(group, groupOf, held.thing(), i);
                for (Budget budget : situation.pathOf(held.thing())) {
                    if (waitedFor.contains(budget)) {
                        join(group, groupOf, budget, i);
                    }
                }
            }
            for (Budget budget : budgetsOf(situation, thread)) {
                join(group, groupOf, budget, i);
            }
            Situation.Wait wait = situation.waits().get(thread);
            if (wait != null) {
                Thread behind = wait.waiting().behind();
                join(group, groupOf, behind == null ? wait.about() : behind, i);
            }
            join(group, groupOf, thread, i);
        }
        Map<Integer, List<Thread>> knots = new TreeMap<>();
        for (int i = 0; i < group.length; i++) {
            knots.computeIfAbsent(root(group, i), first -> new ArrayList<>()).add(members.get(i));
        }
        return new ArrayList<>(knots.values());
    }

    /** Of who waits for room in a budget: that budget, and those above it. */
    private static List<Budget> budgetsOf(Situation situation, Thread thread) {
        Situation.Wait wait = situation.waits().get(thread);
        Budget budget = wait == null ? null : wait.budget();
        return budget == null ? List.of() : situation.pathOf(budget);
    }

    private static void join(int[] group, IdentityHashMap<Object, Integer> groupOf, Object about, int member) {
        Integer other = groupOf.putIfAbsent(about, member);
        if (other != null) {
            group[root(group, member)] = root(group, other);
        }
    }

    private static int root(int[] group, int member) {
        int root = member;
        while (group[root] != root) {
            group[root] = group[group[root]];
            root = group[root];
        }
        return root;
    }
}
