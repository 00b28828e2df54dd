package dev.steward.bench.peer;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;

/** The pool that everybody writes first: the idle objects in an ArrayBlockingQueue. */
final class QueuePeer implements Peer<Item> {
    private final ArrayBlockingQueue<Item> idle;

    QueuePeer(int slots) {
        idle = new ArrayBlockingQueue<>(slots);
        for (int i = 0; i < slots; i++) {
            idle.add(new Item());
        }
    }

    @Override
    public Item acquire() throws InterruptedException {
        Item item = idle.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (item == null) {
            throw Peer.timedOut("ArrayBlockingQueue");
        }
        return item;
    }

    @Override
    public Item item(Item hold) {
        return hold;
    }

    @Override
    public void release(Item hold) {
        idle.add(hold);
    }

    @Override
    public void close() {}
}
