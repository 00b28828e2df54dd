package dev.steward.pool;

import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;

/**
 * One slot with shared leases: taken, given back and handed over by anybody who names a generation, right or wrong. A
 * stale name never ends a lease. The model is the class itself, used by one thread.
 */
@Param(name = "generation", gen = IntGen.class, conf = "1:5")
public class SlotModel {
    private final Slot<String> slot = new Slot<>();

    public SlotModel() {
        slot.ownedTo(Slot.IDLE);
    }

    @Operation
    public long take() {
        return slot.idleToLeased() ? slot.beginLease("holder") : 0;
    }

    @Operation
    public boolean end(@Param(name = "generation") int generation) {
        if ((generation & 1) == 0 || !slot.endSharedLease(generation)) {
            return false;
        }
        slot.leasedToIdle();
        return true;
    }

    @Operation
    public long handOver(@Param(name = "generation") int generation) {
        return (generation & 1) == 0 ? 0 : slot.renewLease(generation, "next");
    }
}
