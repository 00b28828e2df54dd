package dev.steward.bench.overload;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Those who ask. Either a few that ask again as soon as they are answered, or many that come at a rate whatever becomes of
 * those before them, as users do. Who is not answered within the patience gives up. Times count from when a request was
 * due, not from when somebody got round to sending it. Threadsafe.
 */
public final class Callers implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 250;

    private final InetSocketAddress address;
    private final ConcurrentLinkedDeque<Wire> idle = new ConcurrentLinkedDeque<>();
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task);
        thread.setDaemon(true);
        return thread;
    });

    public Callers(InetSocketAddress address) {
        this.address = address;
    }

    /** So many ask for this long, each one request after the other. */
    public Answers busy(int callers, long millis) throws Exception {
        Answers answers = new Answers();
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        List<Future<?>> asking = new ArrayList<>();
        for (int i = 0; i < callers; i++) {
            asking.add(threads.submit(() -> {
                while (System.nanoTime() - end < 0) {
                    ask(System.nanoTime(), answers);
                }
            }));
        }
        for (Future<?> each : asking) {
            each.get();
        }
        return answers.over(millis);
    }

    /** They come at a rate, for this long. */
    public Answers rate(double perSecond, long millis) throws InterruptedException {
        Answers answers = new Answers();
        long begin = System.nanoTime();
        long count = Math.round(perSecond * millis / 1_000);
        List<Future<?>> asking = new ArrayList<>();
        for (long i = 0; i < count; i++) {
            long due = begin + (long) (i * 1e9 / perSecond);
            for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
            asking.add(threads.submit(() -> ask(due, answers)));
        }
        for (Future<?> each : asking) {
            try {
                each.get();
            } catch (ExecutionException failed) {
                throw new IllegalStateException("a caller failed: " + failed.getCause(), failed);
            }
        }
        return answers.over(millis);
    }

    private void ask(long due, Answers answers) {
        int left = PATIENCE_MILLIS - (int) TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - due);
        if (left <= 0) {
            answers.gaveUp(PATIENCE_MILLIS);
            return;
        }
        @Nullable Wire wire = idle.pollFirst();
        try {
            if (wire == null) {
                wire = new Wire(address, left);
            }
            int status = wire.ask(left);
            answers.answered(status, System.nanoTime() - due);
            idle.addFirst(wire);
        } catch (IOException gaveUp) {
            answers.gaveUp(PATIENCE_MILLIS);
            drop(wire);
        }
    }

    private static void drop(@Nullable Wire wire) {
        try {
            if (wire != null) {
                wire.close();
            }
        } catch (IOException goneAnyway) {
            // Whoever gave up does not wait for the end of the connection either.
            return;
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
        idle.forEach(Callers::drop);
    }
}
