package dev.steward.bench.peer;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * No pool, but what every pool does at least: one compare-and-set to take a slot and one ordered store to give it back.
 * A thread looks first where its number points to. Nobody is recorded as the holder, nobody is woken, and who finds all
 * slots taken spins. What a pool lacks to this is what its promises cost.
 */
final class BareSlots implements Peer<BareSlots.Bare> {
    private static final VarHandle TAKEN;

    static {
        try {
            TAKEN = MethodHandles.lookup().findVarHandle(Bare.class, "taken", boolean.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** A slot. The padding before its fields keeps it apart from the slot before. */
    static final class Bare extends Padding {
        private final Item item = new Item();

        @SuppressWarnings("unused") // Through its handle.
        private boolean taken;
    }

    private final Bare[] slots;

    /** As many, rounded up to a power of two. */
    BareSlots(int count) {
        slots = new Bare[Integer.highestOneBit(count - 1) * 2];
        for (int i = 0; i < slots.length; i++) {
            slots[i] = new Bare();
        }
    }

    @Override
    @SuppressWarnings("deprecation") // What replaces it came after Java 17.
    public Bare acquire() {
        int first = (int) Thread.currentThread().getId();
        for (int i = first; ; i++) {
            Bare slot = slots[i & (slots.length - 1)];
            if (TAKEN.compareAndSet(slot, false, true)) {
                return slot;
            }
            Thread.onSpinWait();
        }
    }

    @Override
    public Item item(Bare hold) {
        return hold.item;
    }

    @Override
    public void release(Bare hold) {
        TAKEN.setRelease(hold, false);
    }

    @Override
    public void close() {}
}
