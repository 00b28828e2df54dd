package dev.steward.pool;

import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;

/**
 * One slot with shared leases: taken, given back and handed over by anybody who names a lease, right or wrong. A
 * stale name never ends a lease. The model is the class itself, used by one thread.
 */
@Param(name = "lease", gen = IntGen.class, conf = "1:3")
public class SlotModel {
    private final Slot<String> slot = Slots.alone();

    public SlotModel() {
        slot.ownedTo(Slot.IDLE);
    }

    @Operation
    public long take() {
        return slot.idleToLeased() ? slot.beginSharedLease("holder") : 0;
    }

    @Operation
    public boolean end(@Param(name = "lease") int lease) {
        if (!slot.endSharedLease(generationOf(lease))) {
            return false;
        }
        slot.leasedToIdle();
        return true;
    }

    @Operation
    public long handOver(@Param(name = "lease") int lease) {
        return slot.renewLease(generationOf(lease), "next");
    }

    /** Of the first lease, the second, and so on. */
    private static long generationOf(int lease) {
        long generation = 0;
        for (int earlier = 1; earlier < lease; earlier++) {
            generation = Generation.after(generation | Generation.LEASED);
        }
        return generation | Generation.LEASED | Generation.SHARED;
    }
}
