package dev.steward.bench;

import dev.steward.bench.work.WorkPeer;
import dev.steward.bench.work.WorkPeers;
import java.util.Arrays;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;

/**
 * The process that measures how soon an idle executor begins a task: from the submission to the first line of the task,
 * one task at a time, with a pause in between so that its threads have gone to rest. The first figure is the median, the
 * second the 99th percentile.
 */
final class WorkStart {
    private static final long PAUSE_NANOS = 50_000;

    private final WorkPeer executor;
    private final Semaphore begun = new Semaphore(0);
    private long beganNanos;

    private WorkStart(WorkPeer executor) {
        this.executor = executor;
    }

    public static void main(String[] arguments) throws Exception {
        WorkPeer executor =
                WorkPeers.open(arguments[0], Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]));
        WorkStart start = new WorkStart(executor);
        boolean quick = Boolean.parseBoolean(arguments[3]);
        start.times(5_000);
        long[] times = start.times(quick ? 10_000 : 20_000);
        Fork.tell(new Sample(times[times.length / 2] / 1e3, times[times.length / 100 * 99] / 1e3, null));
        System.exit(0);
    }

    private long[] times(int count) throws InterruptedException {
        long[] times = new long[count];
        for (int i = 0; i < count; i++) {
            LockSupport.parkNanos(PAUSE_NANOS);
            long submitted = System.nanoTime();
            executor.execute(this::begin);
            begun.acquire();
            times[i] = beganNanos - submitted;
        }
        Arrays.sort(times);
        return times;
    }

    /** Read behind the semaphore. */
    private void begin() {
        beganNanos = System.nanoTime();
        begun.release();
    }
}
