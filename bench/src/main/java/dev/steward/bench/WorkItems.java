package dev.steward.bench;

import dev.steward.bench.peer.Peers;
import dev.steward.work.WorkItem;
import dev.steward.work.WorkQueue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * The process that measures what many items leave in memory whose results are read: the first figure is the growth of the
 * heap in use, the second how many items it did in a millisecond. The peer keeps a future for each item, as is done where
 * results are to be asked for later.
 */
final class WorkItems {
    private static final int AT_ONCE = 500;
    private static final int RESULT_BYTES = 1_000;

    private WorkItems() {}

    public static void main(String[] arguments) throws Exception {
        int items = Integer.parseInt(arguments[1]);
        boolean queue = arguments[0].equals(Peers.STEWARD);
        long before = usedBytes();
        long began = System.nanoTime();
        Object kept = queue ? inQueue(items) : asFutures(items);
        double rate = items * 1e6 / (System.nanoTime() - began);
        double grown = (usedBytes() - before) / 1024.0;
        if (kept.hashCode() == 0) {
            throw new IllegalStateException("what is measured must be kept until here");
        }
        Fork.tell(new Sample(Math.max(0, grown), rate, null));
        System.exit(0);
    }

    private static Object inQueue(int items) throws InterruptedException {
        WorkQueue<Integer, byte[]> queue = WorkQueue.<Integer, byte[]>builder(
                        "items", (number, progress) -> new byte[RESULT_BYTES])
                .threads(2)
                .build();
        for (int done = 0; done < items; done += AT_ONCE) {
            List<Long> ids = new ArrayList<>();
            for (int i = 0; i < AT_ONCE; i++) {
                ids.add(queue.submit(i));
            }
            for (long id : ids) {
                WorkItem<byte[]> item = queue.await(id, Duration.ofMinutes(1)).orElseThrow();
                if (item.result().orElseThrow().length != RESULT_BYTES) {
                    throw new IllegalStateException("a wrong result");
                }
            }
        }
        if (queue.statistics().kept() > 1_000) {
            throw new IllegalStateException("more outcomes are kept than may be: " + queue.statistics());
        }
        return queue;
    }

    private static Object asFutures(int items) throws Exception {
        ExecutorService executor = Executors.newFixedThreadPool(2);
        List<Future<byte[]>> all = new ArrayList<>();
        for (int done = 0; done < items; done += AT_ONCE) {
            for (int i = 0; i < AT_ONCE; i++) {
                all.add(executor.submit(() -> new byte[RESULT_BYTES]));
            }
            for (Future<byte[]> one : all.subList(all.size() - AT_ONCE, all.size())) {
                if (one.get().length != RESULT_BYTES) {
                    throw new IllegalStateException("a wrong result");
                }
            }
        }
        return all;
    }

    private static long usedBytes() {
        System.gc();
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
