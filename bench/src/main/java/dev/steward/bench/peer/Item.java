package dev.steward.bench.peer;

/**
 * What is pooled. It has room on both sides, so that no peer wins or loses by what the heap happened to put beside it:
 * without, two threads measured twice as fast in one process as in the next. Not threadsafe; it belongs to its holder.
 */
@SuppressWarnings("unused")
public final class Item extends ItemValue {
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

/** See {@link Item}. */
@SuppressWarnings("unused")
abstract class ItemPadding {
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

/** What the holder reads. */
abstract class ItemValue extends ItemPadding {
    int value = 1;

    /** A read of the object itself: a hold that touches nothing would not show that it is one. */
    public final int value() {
        return value;
    }
}
