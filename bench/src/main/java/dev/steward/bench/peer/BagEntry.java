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

/** See {@link Item}. */
@SuppressWarnings("unused")
abstract class BagEntryPadding {
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

/** The words that are used. */
abstract class BagEntryState extends BagEntryPadding implements IConcurrentBagEntry {
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
