package dev.steward.resource;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * The word of a {@link Budget} that every reservation and release writes, with room of two cache lines on both sides:
 * siblings lie side by side in the heap, and must not fight for one.
 */
@SuppressWarnings("unused")
abstract class Credit extends CreditWord {
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

/** See {@link Credit}. */
abstract class CreditWord extends CreditRoom {
    static final VarHandle AVAILABLE;

    static {
        try {
            AVAILABLE = MethodHandles.lookup().findVarHandle(CreditWord.class, "available", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    volatile long available;
}

/** See {@link Credit}. */
@SuppressWarnings("unused")
abstract class CreditRoom {
    private int gap;
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
