package dev.steward.cli.migrate;

import dev.steward.cli.fetch.FetchFailedException;
import dev.steward.cli.fetch.PageFetcher;
import dev.steward.cli.load.Committed;
import dev.steward.cli.load.LoadPage;
import dev.steward.cli.load.OwnConnections;
import dev.steward.cli.load.PageWriter;
import dev.steward.cli.refuse.Refusal;
import dev.steward.cli.show.Progress;
import dev.steward.cli.source.PagePlan;
import dev.steward.resource.Bytes;
import dev.steward.resource.Lease;
import java.nio.ByteBuffer;
import java.sql.SQLException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The same work as {@link Pipeline} does, as it is written with java.util.concurrent alone: a pool of threads, each of
 * which takes the next page through all stages, with a connection of its own. It is what being governed is compared to, so
 * it spares itself what it can: no page changes threads, and nobody waits for anybody. What it takes of memory is as much
 * as that many pages happen to need.
 */
final class PlainLoading implements Loading {
    /** So long without one page is a run that will not end: with a heap that is full, a collector can go on for hours. */
    private static final long STALLED_SECONDS = 60;

    private final PagePlan plan;
    private final Committed committed;
    private final PageFetcher fetcher;
    private final PageReading reading;
    private final PageWriter writer;
    private final OwnConnections connections;
    private final int workers;
    private final Progress progress;
    private final StopSignal stop;
    private final AtomicLong next = new AtomicLong();
    private final AtomicLong end = new AtomicLong(Long.MAX_VALUE);
    private final AtomicLong done = new AtomicLong();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private final Tally tally = new Tally();

    PlainLoading(
            PagePlan plan,
            Committed committed,
            PageFetcher fetcher,
            PageReading reading,
            PageWriter writer,
            OwnConnections connections,
            int workers,
            Progress progress,
            StopSignal stop) {
        this.plan = plan;
        this.committed = committed;
        this.fetcher = fetcher;
        this.reading = reading;
        this.writer = writer;
        this.connections = connections;
        this.workers = workers;
        this.progress = progress;
        this.stop = stop;
    }

    @Override
    public Tally run(long deadlineNanos) throws InterruptedException {
        AtomicInteger number = new AtomicInteger();
        ExecutorService threads = Executors.newFixedThreadPool(workers, task -> {
            Thread thread = new Thread(task, "plain-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
        for (int i = 0; i < workers; i++) {
            threads.execute(() -> takePages(deadlineNanos));
        }
        threads.shutdown();
        for (long before = -1; !threads.awaitTermination(STALLED_SECONDS, TimeUnit.SECONDS); before = done.get()) {
            if (done.get() == before) {
                fail(Refusal.failure("the ungoverned run has not loaded a page for " + STALLED_SECONDS
                        + " s, and is given up; " + heap() + ": give it more, or leave --ungoverned out."));
                threads.shutdownNow();
                break;
            }
        }
        return tally;
    }

    @Override
    public @Nullable Throwable failure() {
        return failure.get();
    }

    private void takePages(long deadlineNanos) {
        try {
            for (long page = next.getAndIncrement(); isWanted(page, deadlineNanos); page = next.getAndIncrement()) {
                if (!committed.has(page)) {
                    take(page);
                    done.incrementAndGet();
                }
            }
        } catch (OutOfMemoryError full) {
            fail(Refusal.failure(
                    "the ungoverned run needs more than there is (" + full.getMessage() + "); " + heap()
                            + ": give it more, use fewer --workers or a smaller --page-size, or leave --ungoverned out.",
                    full));
        } catch (FetchFailedException cannot) {
            fail(Refusal.failure(String.valueOf(cannot.getMessage()), cannot));
        } catch (SQLException | RuntimeException | Error unexpected) {
            fail(unexpected);
        } finally {
            closeConnection();
        }
    }

    private void closeConnection() {
        try {
            connections.closeOwn();
        } catch (SQLException cannot) {
            fail(cannot);
        }
    }

    private boolean isWanted(long page, long deadlineNanos) {
        return page < plan.pages() && page < end.get() && !stop.isRaised() && System.nanoTime() - deadlineNanos < 0;
    }

    private void take(long page) throws FetchFailedException, SQLException {
        LoadPage parsed;
        try (Lease<ByteBuffer> fetched = fetcher.fetch(page)) {
            parsed = fetched == null ? null : reading.read(page, fetched.get());
        }
        if (parsed == null) {
            end.accumulateAndGet(page, Math::min);
            return;
        }
        writer.write(parsed);
        tally.add(parsed);
        progress.committed(parsed.rows().size(), parsed.rejects().size());
    }

    private static String heap() {
        return "its heap is " + Bytes.format(Runtime.getRuntime().maxMemory());
    }

    /** Once the run is being stopped nothing is tried again: a page that would need it stays for the next run. */
    private void fail(Throwable cause) {
        if (!stop.isByUser()) {
            failure.compareAndSet(null, cause);
        }
        stop.raise();
    }
}
