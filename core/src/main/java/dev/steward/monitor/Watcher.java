package dev.steward.monitor;

import dev.steward.platform.Recent;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;
import java.util.function.Supplier;

/**
 * Takes a snapshot every tick and keeps the last ones, says that there is one more, and has others look in between. All on
 * a thread of its own.
 */
final class Watcher implements Runnable {
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(5);

    private static final System.Logger LOG = System.getLogger(Watcher.class.getName());

    private final Supplier<Snapshot> look;
    private final long tickNanos;
    private final IntConsumer taken;
    private final Runnable others;
    private final long othersNanos;
    private final Thread thread;
    private final Recent<Snapshot> kept = new Recent<>(Monitor.KEPT);
    private final ProcessDay day = new ProcessDay();
    private int count;
    private volatile boolean stopped;

    /**
     * Not begun yet.
     *
     * @param look takes a snapshot
     * @param tick how often
     * @param taken told how many there are, after each
     * @param others looks at something else
     * @param othersTick how often
     */
    Watcher(Supplier<Snapshot> look, Duration tick, IntConsumer taken, Runnable others, Duration othersTick) {
        this.look = look;
        this.tickNanos = tick.toNanos();
        this.taken = taken;
        this.others = others;
        this.othersNanos = othersTick.toNanos();
        thread = new Thread(this, "steward-watcher");
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** Waits for a look that is under way, but not for one that hangs in a policy of the program's own. */
    void stop() throws InterruptedException {
        stopped = true;
        LockSupport.unpark(thread);
        if (Thread.currentThread() == thread) {
            return;
        }
        thread.join(STOP_PATIENCE.toMillis());
        if (thread.isAlive()) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "the watcher has been at one look for too long, and is interrupted and left to it; now at "
                            + Arrays.stream(thread.getStackTrace()).findFirst());
            thread.interrupt();
        }
    }

    List<Snapshot> kept() {
        return kept.all();
    }

    List<ProcessStretch> day() {
        return day.stretches();
    }

    @Override
    public void run() {
        long nextSnapshot = System.nanoTime();
        long nextOthers = nextSnapshot;
        while (!stopped) {
            long now = System.nanoTime();
            if (now - nextSnapshot >= 0) {
                attempt("a snapshot could not be taken, or what follows from it failed", this::snapshot);
                nextSnapshot = now + tickNanos;
            }
            if (now - nextOthers >= 0) {
                attempt("threads and open files could not be looked at", others);
                nextOthers = now + othersNanos;
            }
            LockSupport.parkNanos(this, Math.min(nextSnapshot - now, nextOthers - now));
        }
    }

    private void snapshot() {
        Snapshot snapshot = look.get();
        kept.add(snapshot);
        day.seen(snapshot);
        count++;
        taken.accept(count);
    }

    /** One thing that cannot be read must not end the watch over all the others. */
    private static void attempt(String failure, Runnable what) {
        try {
            what.run();
        } catch (RuntimeException failed) {
            LOG.log(System.Logger.Level.WARNING, failure, failed);
        }
    }
}
