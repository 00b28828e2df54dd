package dev.steward.memory;

import org.jspecify.annotations.Nullable;

/**
 * The fields of a {@link Slot} between paddings of 128 bytes: two cache lines, because processors fetch them in pairs.
 * The virtual machine lays out a superclass before its subclass, so the hierarchy fixes the order that fields of one
 * class would not keep.
 */
final class SlotLayout {
    private SlotLayout() {}

    abstract static class Front {
        long f0, f1, f2, f3, f4, f5, f6, f7, f8, f9, f10, f11, f12, f13, f14, f15;
    }

    abstract static class Fields extends Front {
        /** Generation and state in one word. */
        volatile long word;

        /** What the slot holds; written by whoever has the slot leased or busy. */
        @Nullable
        Chunk chunk;

        /** A thread, or the name the lease was handed over to; written by who leased it, read by observers. */
        @Nullable
        Object holder;

        /** The bytes asked for by the holder. */
        int requested;

        /** How many generations were handings over and no new leases. */
        int handOvers;

        /** What an observer last saw in {@code word}, and when it saw that first. Only observers touch these two. */
        long seenWord;

        long seenNanos;
    }

    abstract static class Back extends Fields {
        long b0, b1, b2, b3, b4, b5, b6, b7, b8, b9, b10, b11, b12, b13, b14, b15;
    }
}
