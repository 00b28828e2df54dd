package dev.steward.ledger;

import dev.steward.resource.Awaiting;
import dev.steward.resource.Budget;
import dev.steward.resource.DeadlockException;
import dev.steward.resource.Managed;
import dev.steward.resource.Waiting;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Finds knots at every tick as long as somebody waits, reports each once, and breaks those that are deadlocks by failing
 * the youngest of the waiters who hold something: it has lost the least, and what it holds serves the others. If that is
 * not enough the next tick finds what is left. Of the ledger's thread alone.
 */
final class KnotWatch {
    private final KnotPolicy policy;
    private final Duration starvationAfter;
    private final Journal<Knot> journal;

    /** The deadlocks that stand, by the waits that they consist of. */
    private Map<Set<Object>, Knot> standing = new HashMap<>();

    /** Who starves, by what it is for. */
    private final IdentityHashMap<Object, Knot> starving = new IdentityHashMap<>();

    KnotWatch(KnotPolicy policy, Duration starvationAfter, Journal<Knot> journal) {
        this.policy = policy;
        this.starvationAfter = starvationAfter;
        this.journal = journal;
    }

    void look(Situation situation) {
        if (policy == KnotPolicy.OFF) {
            return;
        }
        Set<Thread> stuck = situation.isAnybodyWaiting() ? situation.stuck() : Set.of();
        Map<Set<Object>, Knot> now = new HashMap<>();
        for (List<Thread> knot : Knots.apart(situation, stuck)) {
            Set<Object> waits = Collections.newSetFromMap(new IdentityHashMap<>());
            knot.forEach(thread -> waits.add(ticketOf(waitOf(situation, thread).waiting())));
            Knot known = standing.get(waits);
            now.put(waits, known != null ? known : report(situation, knot, stuck));
        }
        standing.forEach((waits, knot) -> {
            if (!now.containsKey(waits)) {
                journal.replace(knot, knot.goneAt(Instant.now()));
            }
        });
        standing = now;
        lookForStarvation(situation, stuck);
    }

    private static Object ticketOf(Waiting waiting) {
        Object ticket = waiting.ticket();
        // A wait for a task is described anew at each look; the thread that waits is not.
        return ticket instanceof Awaiting awaiting ? awaiting.waiter() : ticket == null ? waiting : ticket;
    }

    private static Situation.Wait waitOf(Situation situation, Thread thread) {
        Situation.Wait wait = situation.waits().get(thread);
        if (wait == null) {
            throw new IllegalStateException(thread + " is stuck without waiting");
        }
        return wait;
    }

    private Knot report(Situation situation, List<Thread> members, Set<Thread> stuck) {
        Knot knot = new Knot(
                Knot.Sort.DEADLOCK,
                members.stream().map(thread -> member(situation, thread)).toList(),
                stuck.size() - Knots.holders(situation, stuck).size(),
                null,
                Instant.now(),
                null);
        if (policy == KnotPolicy.BREAK) {
            return broken(situation, members, knot);
        }
        journal.raise(knot);
        return knot;
    }

    /**
     * Tries the youngest first; a wait for a task that runs already cannot be ended, and one may just have ended. It is in
     * the journal before it is done, so that whoever catches the failure finds it there.
     */
    private Knot broken(Situation situation, List<Thread> members, Knot knot) {
        List<Situation.Wait> youngestFirst = members.stream()
                .map(thread -> waitOf(situation, thread))
                .filter(wait -> !isForRunningTask(wait.waiting()))
                .sorted(Comparator.comparing(
                        (Situation.Wait wait) -> wait.waiting().waitedFor()))
                .toList();
        Knot told = null;
        for (Situation.Wait wait : youngestFirst) {
            String owner = wait.name();
            String waiter = wait.waiting().waiter();
            String message = owner + ": waiting would never end: " + knot.situation() + "; " + waiter
                    + " was made to fail because its wait is the youngest; next: acquire in the"
                    + " same order everywhere, make room for one caller more, or give a pool a reserved lane";
            Knot broken = knot.brokenBy(waiter);
            tell(told, broken);
            told = broken;
            if (wait.refuse(() -> new DeadlockException(owner, message))) {
                return broken;
            }
        }
        tell(told, knot);
        return knot;
    }

    private void tell(@Nullable Knot before, Knot now) {
        if (before == null) {
            journal.raise(now);
        } else {
            journal.replace(before, now);
        }
    }

    private static boolean isForRunningTask(Waiting waiting) {
        return waiting.behind() != null && waiting.ticket() instanceof Awaiting;
    }

    /** Not so for what another process holds, as the lock of a file: none of those who hold the thing is to blame. */
    private static boolean isForSomebodyHere(Waiting waiting) {
        return waiting.amount() > 0 || waiting.behind() != null;
    }

    private void lookForStarvation(Situation situation, Set<Thread> stuck) {
        IdentityHashMap<Object, List<Situation.Wait>> late = new IdentityHashMap<>();
        situation.waits().forEach((thread, wait) -> {
            if (!stuck.contains(thread)
                    && isForSomebodyHere(wait.waiting())
                    && wait.waiting().waitedFor().compareTo(starvationAfter) >= 0) {
                late.computeIfAbsent(wait.about(), first -> new ArrayList<>()).add(wait);
            }
        });
        late.forEach((about, waits) -> {
            if (!starving.containsKey(about)) {
                Knot knot = starvation(situation, about, waits);
                if (!knot.members().isEmpty()) {
                    starving.put(about, knot);
                    journal.raise(knot);
                }
            }
        });
        starving.entrySet().removeIf(entry -> {
            if (late.containsKey(entry.getKey())) {
                return false;
            }
            journal.replace(entry.getValue(), entry.getValue().goneAt(Instant.now()));
            return true;
        });
    }

    /** The longest waiter, and the longest holder, whose stack says what takes so long. */
    private static Knot starvation(Situation situation, Object about, List<Situation.Wait> waits) {
        List<Knot.Member> members = new ArrayList<>();
        situation.held().values().stream()
                .flatMap(Collection::stream)
                .filter(held -> held.thing() == about
                        || situation.pathOf(held.thing()).stream().anyMatch(budget -> budget == about))
                .max(Comparator.comparing(held -> held.holding().heldFor()))
                .map(held -> held.holding().thread())
                .ifPresent(holder -> {
                    members.add(member(situation, holder));
                    waits.stream()
                            .max(Comparator.comparing(wait -> wait.waiting().waitedFor()))
                            .map(wait -> wait.waiting().thread())
                            .ifPresent(waiter -> members.add(member(situation, waiter)));
                });
        return new Knot(Knot.Sort.STARVATION, members, waits.size() - 1, null, Instant.now(), null);
    }

    private static Knot.Member member(Situation situation, Thread thread) {
        Map<String, Long> amounts = new TreeMap<>();
        for (Situation.Held held : situation.heldBy(thread)) {
            amounts.merge(held.thing().name(), held.holding().amount(), Long::sum);
        }
        List<String> holds = amounts.entrySet().stream()
                .filter(entry -> entry.getValue() > 0)
                .map(entry -> entry.getValue() + " of " + entry.getKey())
                .toList();
        Situation.Wait wait = situation.waits().get(thread);
        String name = wait != null
                ? wait.waiting().waiter()
                : situation.heldBy(thread).stream()
                        .map(held -> held.holding().holder())
                        .findFirst()
                        .orElse(thread.getName());
        return new Knot.Member(name, holds, wait == null ? "" : describe(situation, wait), Stacks.of(thread));
    }

    private static String describe(Situation situation, Situation.Wait wait) {
        Thread behind = wait.waiting().behind();
        long amount = wait.waiting().amount();
        Managed thing = wait.thing();
        if (behind != null) {
            return isForRunningTask(wait.waiting())
                    ? "a task of " + wait.name() + " that runs on " + behind.getName()
                    : "what " + behind.getName() + " holds of " + wait.name();
        }
        return (amount <= 1 ? "" : amount + " of ")
                + wait.name()
                + (thing == null ? Optional.<Budget>empty() : situation.fullBudgetOf(thing, amount))
                        .map(budget -> ", for which there is no room in the budget " + budget.name())
                        .orElse("");
    }
}
