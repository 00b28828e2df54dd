package dev.steward.pool;

import org.jetbrains.lincheck.datastructures.Operation;

/**
 * The moves of one waiter, each atomic: what two threads do to it can be told as one after the other. The model is the
 * class itself, used by one thread.
 */
public class WaiterModel {
    private final Waiter<String> waiter = new Waiter<>(null, 0);
    private final Slot<String> slot = Slots.alone();

    @Operation
    public boolean signal() {
        return waiter.signal();
    }

    @Operation
    public boolean takeSignal() {
        return waiter.takeSignal();
    }

    /** Not one move but two, as in WaitLine.conclude, where a signal may come in between. */
    @Operation
    public boolean handOver() {
        return conclude(slot);
    }

    @Operation
    public boolean leave() {
        return conclude(Waiter.Mark.LEFT);
    }

    private boolean conclude(Object last) {
        return waiter.takeFinal(last) || waiter.takeFinalOverSignal(last);
    }

    @Operation
    public boolean isServed() {
        return waiter.handedSlot() != null;
    }
}
