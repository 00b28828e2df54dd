package dev.steward.memory;

/** Chunks on the heap that belong to no pool: what the cases try needs none. */
final class Chunks {
    private Chunks() {}

    @SuppressWarnings("NullAway") // Nothing that the cases call looks at the rack.
    static Chunk of(int slots) {
        return Chunk.allocate(null, slots, 64, false);
    }

    static Slot slot() {
        return of(1).first();
    }

    /** A slot with an open lease, which the generation tells. */
    static long lease(Slot slot) {
        if (!slot.idleToLeased()) {
            throw new IllegalStateException("a new slot is not idle");
        }
        return slot.begin(Thread.currentThread(), 64);
    }
}
