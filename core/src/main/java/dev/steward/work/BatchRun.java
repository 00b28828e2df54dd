package dev.steward.work;

import dev.steward.resource.ResourceClosedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One run of {@link Batches}. Batches that are done wait here for those before them: for the checkpoint always, for their
 * results where these are wanted in order. What waits is bounded, since a batch is begun only when fewer than so many
 * before it are not handed on. Confined to one thread, but for the queue of what has ended.
 */
final class BatchRun<T, R> {
    /** A batch that has ended, one way or the other. */
    private record Ended<R>(
            long number,
            long from,
            int size,
            @Nullable R result,
            @Nullable Throwable failure) {}

    private final Batches<T> batches;
    private final Iterator<? extends T> items;
    private final Pace pace;
    private final Batches.Work<T, ? extends R> work;
    private final Consumer<? super R> results;
    private final BlockingQueue<Ended<R>> ended = new LinkedBlockingQueue<>();
    private final Map<Long, Ended<R>> waiting = new HashMap<>();
    private final Map<Long, Future<?>> underWay = new HashMap<>();
    private @Nullable BatchFailedException failure;
    private long read;
    private long begun;
    private long handedOn;
    private long done;
    private long doneItems;

    BatchRun(
            Batches<T> batches,
            Iterator<? extends T> items,
            Pace pace,
            Batches.Work<T, ? extends R> work,
            Consumer<? super R> results) {
        this.batches = batches;
        this.items = items;
        this.pace = pace;
        this.work = work;
        this.results = results;
    }

    long run() throws InterruptedException {
        passOver(batches.checkpoint == null ? 0 : batches.checkpoint.load());
        boolean finished = false;
        try {
            while (failure == null && items.hasNext()) {
                List<T> batch = next(pace.next());
                begin(batch);
                while (begun - handedOn >= batches.atOnce) {
                    settle(ended.take());
                }
            }
            while (!underWay.isEmpty()) {
                settle(ended.take());
            }
            finished = true;
        } finally {
            if (!finished) {
                underWay.values().forEach(future -> future.cancel(true));
            }
        }
        if (failure != null) {
            throw failure;
        }
        return doneItems;
    }

    private void passOver(long count) {
        while (read < count && items.hasNext()) {
            items.next();
            read++;
        }
    }

    private List<T> next(int size) {
        List<T> batch = new ArrayList<>(Math.min(size, 1_024));
        while (batch.size() < size && items.hasNext()) {
            batch.add(items.next());
        }
        return batch;
    }

    private void begin(List<T> batch) {
        long number = begun++;
        long from = read;
        read += batch.size();
        Workers workers = batches.workers;
        if (workers == null) {
            ended.add(work(number, from, batch));
        } else {
            Turn turn = new Turn(workers.name(), number, from, batch);
            underWay.put(number, turn);
            workers.execute(turn);
        }
    }

    /** A batch with its workers. It ends also when they are closed and drop it: somebody waits for each that was begun. */
    private final class Turn extends FutureTask<Boolean> {
        private final String name;
        private final long number;
        private final long from;
        private final int size;

        Turn(String name, long number, long from, List<T> batch) {
            super(() -> ended.add(work(number, from, batch)));
            this.name = name;
            this.number = number;
            this.from = from;
            this.size = batch.size();
        }

        @Override
        protected void done() {
            if (isCancelled()) {
                ended.add(new Ended<>(
                        number,
                        from,
                        size,
                        null,
                        new ResourceClosedException(name, name + " was closed before the batch was worked on", null)));
            }
        }
    }

    private Ended<R> work(long number, long from, List<T> batch) {
        int size = batch.size();
        try {
            return new Ended<>(number, from, size, work.on(batch), null);
        } catch (Throwable thrown) {
            if (thrown instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            return new Ended<>(number, from, size, null, thrown);
        }
    }

    private void settle(Ended<R> batch) {
        underWay.remove(batch.number);
        if (batch.failure != null) {
            note(new BatchFailedException(batch.from, batch.size, batch.failure));
            handedOn++;
            return;
        }
        if (!batches.ordered) {
            handOn(batch);
        }
        waiting.put(batch.number, batch);
        for (Ended<R> first = waiting.remove(done); first != null; first = waiting.remove(done)) {
            if (batches.ordered) {
                handOn(first);
            }
            done++;
            if (batches.checkpoint != null) {
                batches.checkpoint.save(first.from + first.size);
            }
        }
    }

    private void note(BatchFailedException one) {
        if (failure == null) {
            failure = one;
        } else {
            failure.addSuppressed(one);
        }
    }

    private void handOn(Ended<R> batch) {
        handedOn++;
        doneItems += batch.size;
        if (batch.result != null) {
            results.accept(batch.result);
        }
        batches.progress.accept(new BatchProgress(
                doneItems, handedOn, pace.size(), pace.pressure(), Duration.ofNanos(pace.brakedNanos())));
    }
}
