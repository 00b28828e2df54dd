package dev.steward.junit;

import dev.steward.resource.Census;
import dev.steward.resource.Durations;
import dev.steward.resource.Holding;
import dev.steward.resource.Kind;
import dev.steward.resource.Loss;
import dev.steward.resource.Managed;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * The leases that are out in this process at one moment, and those that were found lost before it. Tasks are no leases:
 * who runs them is up to who submitted them. Immutable.
 */
final class Leases {
    private final List<Holding> open;
    private final List<Loss> lost;

    private Leases(List<Holding> open, List<Loss> lost) {
        this.open = open;
        this.lost = lost;
    }

    static Leases ofThisProcess() {
        List<Holding> open = new ArrayList<>();
        for (Managed thing : Census.managed()) {
            if (!thing.kind().equals(Kind.THREADS)) {
                open.addAll(thing.holdings());
            }
        }
        return new Leases(open, Census.losses());
    }

    List<String> leakedSince(Leases before) {
        Set<Object> known = new HashSet<>();
        before.open.forEach(holding -> known.add(keyOf(holding)));
        Set<Loss> told = Collections.newSetFromMap(new IdentityHashMap<>());
        told.addAll(before.lost);
        List<String> leaked = new ArrayList<>();
        for (Loss loss : lost) {
            if (!told.contains(loss) && known.add(keyOf(loss.holding()))) {
                leaked.add(describe(loss.holding(), how(loss)));
            }
        }
        for (Holding holding : open) {
            if (known.add(keyOf(holding))) {
                leaked.add(describe(holding, "still held"));
            }
        }
        return leaked;
    }

    private static Object keyOf(Holding holding) {
        Object ticket = holding.ticket();
        return ticket == null ? List.of(holding.owner(), holding.holder(), holding.label()) : ticket;
    }

    private static String how(Loss loss) {
        return switch (loss.cause()) {
            case ORPHANED -> "its thread ended without closing it";
            case UNREACHABLE -> "forgotten without being closed";
            case OUTLASTED -> "still held when its owner was closed";
        };
    }

    private static String describe(Holding holding, String how) {
        return holding.owner() + (holding.label().isEmpty() ? "" : " (" + holding.label() + ")") + ", "
                + holding.amount() + " " + holding.kind().unit() + ", acquired by " + holding.holder()
                + (holding.site() == null ? "" : " at " + holding.site()) + ": " + how + ", after "
                + Durations.format(holding.heldFor());
    }
}
