package dev.steward.memory;

/** What becomes of a slot whose lease has ended, but for the usual way back, which is the {@link Rack}'s. Threadsafe. */
final class Returns {
    private final Shelves shelves;
    private final Supply supply;
    private final Watch watch;
    private final Line line;

    Returns(Shelves shelves, Supply supply, Watch watch, Line line) {
        this.shelves = shelves;
        this.supply = supply;
        this.watch = watch;
        this.line = line;
    }

    /** By the owner of a slot: the one who ended its special lease, or who prepared one that will not begin. */
    void putBack(Slot slot) {
        watch.finish(slot);
        if (slot.rack.isLoose()) {
            supply.free(slot);
            line.released();
        } else {
            slot.rack.release(slot);
        }
    }

    /** Destroys the buffer of a lease that was ended by the caller. */
    void discard(Slot slot) {
        watch.forget(slot);
        if (slot.rack.isLoose()) {
            supply.free(slot);
        } else {
            slot.leasedToGone();
            shelves.freeIfUnused(slot.chunk);
        }
        line.released();
    }

    /** The same where somebody may still use the buffer. */
    void abandon(Slot slot) {
        slot.chunk.abandon();
        discard(slot);
    }

    /** Ends every lease, although its holder may still use the buffer. */
    void takeBackAll() {
        shelves.forEachRack(rack -> {
            for (Slot slot : rack.slots()) {
                takeBack(slot);
            }
        });
        supply.loose().forEach(this::takeBack);
    }

    private void takeBack(Slot slot) {
        long generation = slot.observedGeneration();
        // Lost against the holder or a handing over: what is open now is looked at again, what has ended is done.
        while (Slot.isOpen(generation)) {
            if (slot.end(generation)) {
                abandon(slot);
                return;
            }
            generation = slot.observedGeneration();
        }
    }
}
