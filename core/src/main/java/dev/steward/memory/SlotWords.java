package dev.steward.memory;

import org.jspecify.annotations.Nullable;

/** What acquire and release write, apart from what follows: see {@link Slot}. */
abstract class SlotWords extends SlotRoom {
    int state;
    long generation;

    /** A thread, or the name the lease was handed over to. */
    @Nullable
    Object holder;

    /** The bytes asked for by the holder. */
    int requested;

    /** How many generations were handings over and no new leases. */
    int handOvers;

    /** Where the rack has this slot: a hint, since chunks come and go. */
    int place;
}

/**
 * Room of 128 bytes, two cache lines because processors fetch them in pairs, between a slot and what lies before it in
 * the heap. The virtual machine lays out a superclass before its subclass.
 */
@SuppressWarnings("unused")
abstract class SlotRoom {
    private int gap;
    private long r00;
    private long r01;
    private long r02;
    private long r03;
    private long r04;
    private long r05;
    private long r06;
    private long r07;
    private long r08;
    private long r09;
    private long r10;
    private long r11;
    private long r12;
    private long r13;
    private long r14;
    private long r15;
}
