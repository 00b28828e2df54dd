package dev.steward.ledger;

import dev.steward.resource.Holding;
import dev.steward.resource.Kind;
import dev.steward.resource.Managed;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Watches how many of one thing a thread holds together. Where n threads hold up to m each, {@code n * (m - 1) + 1} are
 * needed so that one of them can always go on; with fewer all can come to hold m - 1 and wait for the last. A reserved lane
 * makes up for that: no more threads than there are places outside of it can have a first one, so by the same reckoning
 * {@code places * (m - 2) + 1} are enough there. Of the ledger's thread alone.
 */
final class SizeFloor {
    private final Journal<Prediction> journal;
    private final IdentityHashMap<Managed, Seen> seen = new IdentityHashMap<>();

    private static final class Seen {
        long together = 1;
        long threads;
        long toldFloor;
    }

    SizeFloor(Journal<Prediction> journal) {
        this.journal = journal;
    }

    void look(Situation situation) {
        IdentityHashMap<Managed, Map<Thread, Long>> now = new IdentityHashMap<>();
        situation.held().forEach((thread, all) -> {
            Situation.Wait wait = situation.waits().get(thread);
            byThing(all).forEach((thing, holdings) -> {
                long amount = wait == null ? together(thing, holdings) : sum(holdings) + wanted(wait, thing);
                now.computeIfAbsent(thing, first -> new HashMap<>()).put(thread, amount);
            });
        });
        now.forEach((thing, threads) -> {
            Seen most = seen.computeIfAbsent(thing, first -> new Seen());
            most.threads = Math.max(most.threads, threads.size());
            threads.values().forEach(amount -> most.together = Math.max(most.together, amount));
            tellIfBelow(thing, most);
        });
    }

    private static IdentityHashMap<Managed, List<Holding>> byThing(List<Situation.Held> all) {
        IdentityHashMap<Managed, List<Holding>> things = new IdentityHashMap<>();
        all.forEach(held ->
                things.computeIfAbsent(held.thing(), first -> new ArrayList<>()).add(held.holding()));
        return things;
    }

    private static long sum(List<Holding> holdings) {
        return holdings.stream().mapToLong(Holding::amount).sum();
    }

    private static long wanted(Situation.Wait wait, Managed thing) {
        return wait.thing() == thing ? wait.waiting().amount() : 0;
    }

    /**
     * How much a thread holds at one moment. One that waits was blocked while its holdings were read; any other may have
     * given one back and taken the next meanwhile, and is found with both. What is still held when the thing is read again
     * was held all the time in between.
     */
    private long together(Managed thing, List<Holding> ofOneThread) {
        if (ofOneThread.size() == 1) {
            return ofOneThread.get(0).amount(); // As nearly always.
        }
        long sum = sum(ofOneThread);
        Seen most = seen.get(thing);
        if (sum <= (most == null ? 1 : most.together)) {
            return sum;
        }
        Set<Object> still = new HashSet<>();
        for (Holding again : thing.holdings()) {
            if (again.ticket() != null) {
                still.add(again.ticket());
            }
        }
        long largest = ofOneThread.stream().mapToLong(Holding::amount).max().orElse(0);
        long lasting = sum(ofOneThread.stream()
                .filter(holding -> holding.ticket() != null && still.contains(holding.ticket()))
                .toList());
        return Math.max(largest, lasting);
    }

    /** What is counted in bytes is held in any amount together, so this says nothing about it. */
    private void tellIfBelow(Managed thing, Seen most) {
        long floor = most.threads * (most.together - 1) + 1;
        if (most.together < 2 || thing.kind().equals(Kind.MEMORY) || thing.capacity() >= floor) {
            return;
        }
        long lane = thing.lane().size();
        if (lane > 0 && lane >= (thing.capacity() - lane) * (most.together - 2) + 1) {
            return;
        }
        if (floor > most.toldFloor) {
            boolean first = most.toldFloor == 0;
            most.toldFloor = floor;
            if (first) {
                journal.raise(new Prediction(
                        Prediction.Sort.SIZE,
                        List.of(thing.name()),
                        most.threads + " threads hold up to " + most.together + " of " + thing.name()
                                + " together, which needs " + floor + " to be safe, and there are " + thing.capacity()
                                + " at most; next: let each hold one at a time, give it a reserved lane, or raise the maximum to "
                                + floor,
                        Instant.now()));
            }
        }
    }
}
