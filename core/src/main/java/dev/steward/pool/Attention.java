package dev.steward.pool;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * Why a release may have to do more than one store, in one word: somebody waits, a leased resource is to be destroyed
 * when it comes back, or resources are reset. Every release reads it, so it is a field of the pool object itself, with
 * room on both sides: behind one more reference that read would cost a third of the release, and beside a field that is
 * written it would cost more.
 */
@SuppressWarnings("unused")
abstract class Attention extends AttentionWord {
    private long q00;
    private long q01;
    private long q02;
    private long q03;
    private long q04;
    private long q05;
    private long q06;
    private long q07;
    private long q08;
    private long q09;
    private long q10;
    private long q11;
    private long q12;
    private long q13;
    private long q14;
    private long q15;
}

/** See {@link Attention}. */
abstract class AttentionWord extends PaddingBefore {
    /** What is added for each who waits; the lower half of the word counts them. */
    private static final long WAITER = 1;

    /** What is added for each slot that is doomed. */
    private static final long DOOMED = 1L << 32;

    /** There is a reset, always. */
    private static final long RESET = 1L << 62;

    private static final VarHandle ATTENTION;

    static {
        try {
            ATTENTION = MethodHandles.lookup().findVarHandle(AttentionWord.class, "attention", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private volatile long attention;

    /** Before the pool is shared. */
    final void resetsAlways() {
        attention = RESET;
    }

    /** An atomic read-modify-write, on which the argument in {@link WaitLine} rests. */
    final void addWaiters(int change) {
        ATTENTION.getAndAdd(this, change * WAITER);
    }

    /** The same unless that many are counted already; says whether it was done. */
    final boolean addWaiterUpTo(int most) {
        long seen = attention;
        while ((int) seen < most) {
            if (ATTENTION.compareAndSet(this, seen, seen + WAITER)) {
                return true;
            }
            seen = attention;
        }
        return false;
    }

    final void addDoomed(int change) {
        ATTENTION.getAndAdd(this, change * DOOMED);
    }

    final boolean needsAttention() {
        return attention != 0;
    }

    /** For the read after a release: not ordered by itself. */
    final boolean seemsToNeedAttention() {
        return (long) ATTENTION.getOpaque(this) != 0;
    }

    /** How many slots are to be emptied when they come back; for those who check the books. */
    final int doomed() {
        return (int) ((attention & ~RESET) >> 32);
    }

    final int waiters() {
        return (int) attention;
    }

    final boolean hasWaiters() {
        return (int) attention != 0;
    }
}
