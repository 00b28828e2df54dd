package dev.steward.bench.peer;

import com.zaxxer.hikari.util.ConcurrentBag;
import java.util.concurrent.TimeUnit;

/** HikariCP's ConcurrentBag, without the connection pool around it. */
final class BagPeer implements Peer<BagEntry> {
    private final ConcurrentBag<BagEntry> bag = new ConcurrentBag<>(waiting -> {});

    BagPeer(int slots) {
        for (int i = 0; i < slots; i++) {
            bag.add(new BagEntry());
        }
    }

    @Override
    public BagEntry acquire() throws InterruptedException {
        BagEntry entry = bag.borrow(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (entry == null) {
            throw Peer.timedOut("hikari-bag");
        }
        return entry;
    }

    @Override
    public Item item(BagEntry hold) {
        return hold.item;
    }

    @Override
    public void release(BagEntry hold) {
        bag.requite(hold);
    }

    @Override
    public void close() {
        bag.close();
    }
}
