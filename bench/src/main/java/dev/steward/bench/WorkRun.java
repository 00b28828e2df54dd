package dev.steward.bench;

import dev.steward.bench.work.WorkPeer;
import dev.steward.bench.work.WorkPeers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The process that measures what an executor gets done: producers submit a task that does nothing as fast as they are
 * let, and the time runs until the last one has run. The first figure is for one producer, the second for two.
 */
final class WorkRun {
    private final String peer;
    private final int threads;
    private final int queue;

    private WorkRun(String peer, int threads, int queue) {
        this.peer = peer;
        this.threads = threads;
        this.queue = queue;
    }

    public static void main(String[] arguments) throws Exception {
        WorkRun run = new WorkRun(arguments[0], Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]));
        boolean quick = Boolean.parseBoolean(arguments[3]);
        run.rate(1, quick ? 500 : 1000);
        run.rate(2, quick ? 500 : 1000);
        double one = run.rate(1, quick ? 1000 : 2000);
        double two = run.rate(2, quick ? 1000 : 2000);
        Fork.tell(new Sample(one, two, null));
        System.exit(0);
    }

    /** Tasks in a microsecond. */
    private double rate(int producers, long millis) throws InterruptedException {
        WorkPeer executor = WorkPeers.open(peer, threads, queue);
        CountDownLatch gate = new CountDownLatch(1);
        List<Producer> all = new ArrayList<>();
        List<Thread> running = new ArrayList<>();
        for (int i = 0; i < producers; i++) {
            Producer producer = new Producer(executor, gate, TimeUnit.MILLISECONDS.toNanos(millis));
            all.add(producer);
            running.add(VirtualThreads.start(producer, false));
        }
        long began = System.nanoTime();
        gate.countDown();
        for (Thread thread : running) {
            thread.join();
        }
        executor.close();
        long took = System.nanoTime() - began;
        return all.stream().mapToLong(Producer::submitted).sum() * 1e3 / took;
    }

    /** One thread that submits. Confined to it until that has ended. */
    private static final class Producer implements Runnable {
        private static final int BETWEEN_LOOKS = 256;

        private final WorkPeer executor;
        private final CountDownLatch gate;
        private final long nanos;
        private long submitted;

        Producer(WorkPeer executor, CountDownLatch gate, long nanos) {
            this.executor = executor;
            this.gate = gate;
            this.nanos = nanos;
        }

        @Override
        public void run() {
            try {
                gate.await();
            } catch (InterruptedException nobodyDoes) {
                return;
            }
            long count = 0;
            long until = System.nanoTime() + nanos;
            while (System.nanoTime() - until < 0) {
                for (int i = 0; i < BETWEEN_LOOKS; i++) {
                    executor.execute(Producer::nothing);
                }
                count += BETWEEN_LOOKS;
            }
            submitted = count;
        }

        private static void nothing() {}

        long submitted() {
            return submitted;
        }
    }
}
