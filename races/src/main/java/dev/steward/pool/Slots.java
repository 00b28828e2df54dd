package dev.steward.pool;

/** Slots without a pool, for what concerns one slot alone. */
final class Slots {
    private Slots() {}

    /** Such a slot must not be doomed: that is the pool's concern. */
    @SuppressWarnings("NullAway") // Nothing that is asked of it here looks at the pool.
    static <T> Slot<T> alone() {
        return new Slot<>(null);
    }
}
