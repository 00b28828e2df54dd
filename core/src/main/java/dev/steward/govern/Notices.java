package dev.steward.govern;

import dev.steward.platform.Threads;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Tells one listener, on a thread of its own that lives only while there is something to tell. When a listener is so slow
 * that a hundred alerts wait for it, the oldest of them is not told any more; it is still among the alerts kept.
 */
final class Notices implements AutoCloseable {
    private static final int MOST_WAITING = 100;
    private static final System.Logger LOG = System.getLogger(Notices.class.getName());

    private final AlertListener listener;
    private final ThreadPoolExecutor executor = new ThreadPoolExecutor(
            1,
            1,
            1,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(MOST_WAITING),
            Threads.daemons("steward-alerts"),
            new ThreadPoolExecutor.DiscardOldestPolicy());

    Notices(AlertListener listener) {
        this.listener = listener;
        executor.allowCoreThreadTimeOut(true);
    }

    void post(Alert alert) {
        executor.execute(() -> tell(alert));
    }

    private void tell(Alert alert) {
        try {
            listener.changed(alert);
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        } catch (Exception failed) {
            LOG.log(System.Logger.Level.WARNING, "a listener could not be told of the alert: " + alert, failed);
        }
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
