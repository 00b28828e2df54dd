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

/** What the holder reads. */
abstract class ItemValue extends Padding {
    int value = 1;

    /** A read of the object itself: a hold that touches nothing would not show that it is one. */
    public final int value() {
        return value;
    }
}
