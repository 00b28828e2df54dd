package dev.steward.bench.peer;

import com.zaxxer.hikari.util.ConcurrentBag.IConcurrentBagEntry;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;

/** An entry with the same state word as HikariCP's own, but padded: in HikariCP the entry is the pooled object. */
@SuppressWarnings("unused")
final class BagEntry extends BagEntryState {
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

/** The words that are used. */
abstract class BagEntryState extends Padding implements IConcurrentBagEntry {
    private static final AtomicIntegerFieldUpdater<BagEntryState> STATE =
            AtomicIntegerFieldUpdater.newUpdater(BagEntryState.class, "state");

    final Item item = new Item();

    private volatile int state = STATE_NOT_IN_USE;

    @Override
    public final boolean compareAndSet(int expected, int next) {
        return STATE.compareAndSet(this, expected, next);
    }

    @Override
    public final void setState(int next) {
        STATE.set(this, next);
    }

    @Override
    public final int getState() {
        return state;
    }
}
