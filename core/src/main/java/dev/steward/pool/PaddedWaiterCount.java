package dev.steward.pool;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * The number of waiters, as a field of the pool object itself with room on both sides. Every release reads it: behind
 * one more reference that read would cost a third of the release, and beside a field that is written it would cost more.
 */
@SuppressWarnings("unused")
abstract class PaddedWaiterCount extends WaiterCount {
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

/** See {@link PaddedWaiterCount}. */
@SuppressWarnings("unused")
abstract class PaddingBeforeWaiterCount {
    private long p00;
    private long p01;
    private long p02;
    private long p03;
    private long p04;
    private long p05;
    private long p06;
    private long p07;
    private long p08;
    private long p09;
    private long p10;
    private long p11;
    private long p12;
    private long p13;
    private long p14;
    private long p15;
}

/** See {@link PaddedWaiterCount}. */
abstract class WaiterCount extends PaddingBeforeWaiterCount {
    private static final VarHandle WAITERS;

    static {
        try {
            WAITERS = MethodHandles.lookup().findVarHandle(WaiterCount.class, "waiters", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    volatile int waiters;

    /** An atomic read-modify-write, on which the argument in {@link WaitLine} rests. */
    final void addWaiters(int change) {
        WAITERS.getAndAdd(this, change);
    }

    final int observedWaiters() {
        return (int) WAITERS.getOpaque(this);
    }
}
