package dev.steward.govern;

import dev.steward.govern.optimize.Optimization;
import dev.steward.resource.Managed;
import dev.steward.resource.Usage;
import java.util.Comparator;
import java.util.List;

/** Carries out what a policy has decided. Confined. */
final class Optimizer {
    private final GiveBack giveBack;

    Optimizer(GiveBack giveBack) {
        this.giveBack = giveBack;
    }

    void carryOut(List<Optimization> decided, List<Managed> managed) {
        for (Optimization each : decided) {
            List<Managed> things = managed.stream()
                    .filter(thing -> !thing.isClosed() && thing.kind().equals(each.kind()))
                    .sorted(Comparator.comparing(Managed::rebuildCost))
                    .toList();
            switch (each.measure()) {
                case TRIM -> trim(things, each.reason());
                case SHRINK -> shrink(things, each.reason());
                case RECLAIM -> reclaim(things, each.reason());
            }
        }
    }

    private void trim(List<Managed> things, String reason) {
        for (Managed thing : things) {
            if (!thing.isIdleUseful()) {
                giveBack.by(thing, (thing.usage().idle() + 1) / 2, Rung.CALM, reason);
            }
        }
    }

    private void shrink(List<Managed> things, String reason) {
        for (Managed thing : things) {
            Usage usage = thing.usage();
            if (!thing.isIdleUseful()) {
                giveBack.by(thing, usage.idle() - usage.inUse(), Rung.CALM, reason);
            }
        }
    }

    private void reclaim(List<Managed> things, String reason) {
        long wanted = things.stream().mapToLong(thing -> thing.usage().idle()).sum() / 4;
        for (Managed thing : things) {
            wanted -= giveBack.by(thing, wanted, Rung.EVICT, reason);
        }
    }
}
