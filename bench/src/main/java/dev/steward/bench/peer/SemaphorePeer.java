package dev.steward.bench.peer;

import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** The pool that everybody writes next: a Semaphore that counts, and a deque of what is idle. */
final class SemaphorePeer implements Peer<Item> {
    private final Semaphore permits;
    private final ConcurrentLinkedDeque<Item> idle = new ConcurrentLinkedDeque<>();

    SemaphorePeer(int slots, boolean fair) {
        permits = new Semaphore(slots, fair);
        for (int i = 0; i < slots; i++) {
            idle.add(new Item());
        }
    }

    @Override
    public Item acquire() throws InterruptedException {
        if (!permits.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw Peer.timedOut("Semaphore");
        }
        return idle.removeLast();
    }

    @Override
    public Item item(Item hold) {
        return hold;
    }

    @Override
    public void release(Item hold) {
        idle.addLast(hold);
        permits.release();
    }

    @Override
    public void close() {}
}
