package dev.steward;

import dev.steward.platform.Recent;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Takes a snapshot every tick and keeps the last ones, and has others look. It only reads, on a thread of its own. */
final class Watcher implements Runnable {
    static final int KEPT = 100;

    private static final System.Logger LOG = System.getLogger(Watcher.class.getName());

    private final Supplier<Snapshot> look;
    private final Runnable others;
    private final long tickNanos;
    private final Thread thread;
    private final Recent<Snapshot> kept = new Recent<>(KEPT);
    private volatile boolean stopped;

    Watcher(Supplier<Snapshot> look, Runnable others, Duration tick) {
        this.look = look;
        this.others = others;
        this.tickNanos = tick.toNanos();
        thread = new Thread(this, "steward-watcher");
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    void stop() throws InterruptedException {
        stopped = true;
        LockSupport.unpark(thread);
        if (Thread.currentThread() != thread) {
            thread.join();
        }
    }

    List<Snapshot> kept() {
        return kept.all();
    }

    @Override
    public void run() {
        long next = System.nanoTime();
        while (!stopped) {
            long now = System.nanoTime();
            if (now - next >= 0) {
                tick();
                next = now + tickNanos;
            }
            LockSupport.parkNanos(this, next - now);
        }
    }

    /** One thing that cannot be read must not end the watch over all the others. */
    private void tick() {
        try {
            kept.add(look.get());
        } catch (RuntimeException failed) {
            LOG.log(System.Logger.Level.WARNING, "a snapshot could not be taken", failed);
        }
        try {
            others.run();
        } catch (RuntimeException failed) {
            LOG.log(System.Logger.Level.WARNING, "threads and open files could not be looked at", failed);
        }
    }
}
