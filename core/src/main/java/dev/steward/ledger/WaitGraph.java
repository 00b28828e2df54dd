package dev.steward.ledger;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Who holds how much of what and waits for how much of what, and who of them can still finish.
 *
 * <p>A cycle does not make a deadlock where there is more than one of a thing, so this reduces instead: whoever can have
 * what it waits for finishes and gives back all that it holds, which may let others finish, and so on. Whoever is left
 * is stuck. The order does not matter, because finishing only ever adds to what is free. Each waiter stands with one of
 * the things that it lacks, the one who wants least in front, so the whole takes {@code O(n log n)} for n waits.
 *
 * <p>Confined to one thread, and used once.
 */
final class WaitGraph {
    private final List<Resource> resources = new ArrayList<>();
    private final List<Actor> actors = new ArrayList<>();

    private static final class Resource {
        long free;
        final PriorityQueue<Want> lacking = new PriorityQueue<>(Comparator.comparingLong(Want::amount));

        Resource(long free) {
            this.free = free;
        }
    }

    private record Want(int actor, int resource, long amount) {}

    private static final class Actor {
        final List<Want> holds = new ArrayList<>(1);
        final List<Want> wants = new ArrayList<>(2);
        final List<Integer> followers = new ArrayList<>(0);

        /** Another actor that has to finish first; -1 for none. */
        int behind = -1;

        boolean finished;
    }

    /** A thing of which so much is free, or held by somebody who can give it back for certain. */
    int resource(long free) {
        resources.add(new Resource(free));
        return resources.size() - 1;
    }

    int actor() {
        actors.add(new Actor());
        return actors.size() - 1;
    }

    void hold(int actor, int resource, long amount) {
        actors.get(actor).holds.add(new Want(actor, resource, amount));
    }

    /** All that an actor wants it has to get before it can finish. */
    void want(int actor, int resource, long amount) {
        actors.get(actor).wants.add(new Want(actor, resource, amount));
    }

    void behind(int actor, int other) {
        actors.get(actor).behind = other;
        actors.get(other).followers.add(actor);
    }

    /** The actors that can never finish. */
    BitSet stuck() {
        Deque<Integer> ready = new ArrayDeque<>();
        for (int actor = 0; actor < actors.size(); actor++) {
            place(actor, ready);
        }
        while (!ready.isEmpty()) {
            finish(actors.get(ready.poll()), ready);
        }
        BitSet stuck = new BitSet();
        for (int actor = 0; actor < actors.size(); actor++) {
            stuck.set(actor, !actors.get(actor).finished);
        }
        return stuck;
    }

    private void finish(Actor actor, Deque<Integer> ready) {
        for (Want held : actor.holds) {
            Resource resource = resources.get(held.resource);
            resource.free += held.amount;
            for (Want first = resource.lacking.peek();
                    first != null && first.amount <= resource.free;
                    first = resource.lacking.peek()) {
                resource.lacking.remove();
                place(first.actor, ready);
            }
        }
        actor.followers.forEach(follower -> place(follower, ready));
    }

    /** Puts an actor among those who finish, or where it still lacks something. */
    private void place(int number, Deque<Integer> ready) {
        Actor actor = actors.get(number);
        if (actor.finished) {
            return;
        }
        for (Want want : actor.wants) {
            Resource resource = resources.get(want.resource);
            if (resource.free < want.amount) {
                resource.lacking.add(want);
                return;
            }
        }
        if (actor.behind >= 0 && !actors.get(actor.behind).finished) {
            return;
        }
        actor.finished = true;
        ready.add(number);
    }
}
