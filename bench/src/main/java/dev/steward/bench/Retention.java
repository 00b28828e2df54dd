package dev.steward.bench;

import dev.steward.bench.peer.Peer;
import dev.steward.bench.peer.Peers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The process that measures what virtual threads leave behind. Each acquires once, releases, and then waits to be
 * dismissed: what it keeps is its stack and whatever the pool has attached to it. No more run at once than there are
 * processors, and nothing is done while holding, so nobody waits inside the pool and all stacks are alike.
 */
final class Retention {
    private final Peer<Object> peer;

    private Retention(Peer<Object> peer) {
        this.peer = peer;
    }

    public static void main(String[] arguments) throws Exception {
        int threads = Integer.parseInt(arguments[1]);
        Retention retention = new Retention(Peers.open(arguments[0], 32, false));
        // Compiled frames are smaller than interpreted ones: the first threads must not differ from the last.
        retention.measure(threads / 4);
        Fork.tell(retention.measure(threads));
        System.exit(0);
    }

    private Sample measure(int threads) throws InterruptedException {
        long before = usedBytes();
        double alive = usedWhileAlive(threads) - before;
        double ended = usedBytes() - before;
        return new Sample(alive / threads, ended / threads, null);
    }

    private long usedWhileAlive(int threads) throws InterruptedException {
        CountDownLatch ready = new CountDownLatch(threads);
        CountDownLatch dismissed = new CountDownLatch(1);
        List<Thread> alive = new ArrayList<>(threads);
        for (int i = 0; i < threads; i++) {
            alive.add(VirtualThreads.start(() -> visit(ready, dismissed), true));
        }
        ready.await();
        long used = usedBytes();
        dismissed.countDown();
        for (Thread thread : alive) {
            thread.join();
        }
        return used;
    }

    private void visit(CountDownLatch ready, CountDownLatch dismissed) {
        try {
            Object hold = peer.acquire();
            peer.release(hold);
            ready.countDown();
            dismissed.await();
        } catch (Throwable thrown) {
            // The others would wait for this thread for ever; the process that started this one reads what is printed.
            System.out.println("a virtual thread failed at the pool: " + thrown);
            System.exit(1);
        }
    }

    /** What survives two full collections; the pause lets the last threads come to rest. */
    private static long usedBytes() throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(100);
        System.gc();
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
