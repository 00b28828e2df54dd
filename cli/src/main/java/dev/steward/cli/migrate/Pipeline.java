package dev.steward.cli.migrate;

import dev.steward.cli.fetch.FetchFailedException;
import dev.steward.cli.fetch.PageFetcher;
import dev.steward.cli.load.Committed;
import dev.steward.cli.load.LoadPage;
import dev.steward.cli.load.PageWriter;
import dev.steward.cli.refuse.Refusal;
import dev.steward.cli.show.Progress;
import dev.steward.cli.source.PagePlan;
import dev.steward.resource.Bytes;
import dev.steward.resource.Lease;
import dev.steward.work.Workers;
import java.nio.ByteBuffer;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The way of the pages: I/O workers fetch, CPU workers parse, check and look up, I/O workers load.
 *
 * <p>Why it cannot run out of memory: no more pages are under way than may be, and fewer under pressure. Why it cannot jam: each stage
 * waits only for what a later stage gives back. Buffers are freed by parsing, which waits for memory of records; that is
 * freed by loading, which waits for connections; those are freed by the database. Buffers and records have separate
 * shares of the memory budget, so that a wait for the one never depends on a holder of the other.
 */
final class Pipeline implements Loading {
    private final PagePlan plan;
    private final Committed committed;
    private final PageFetcher fetcher;
    private final PageReading reading;
    private final PageWriter writer;
    private final Workers fetchers;
    private final Workers parsers;
    private final Workers loaders;
    private final PagesUnderWay pages;
    private final Progress progress;
    private final StopSignal stop;
    private final AtomicLong end = new AtomicLong(Long.MAX_VALUE);
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private final Tally tally = new Tally();

    Pipeline(
            PagePlan plan,
            Committed committed,
            PageFetcher fetcher,
            PageReading reading,
            PageWriter writer,
            Crews crews,
            Progress progress,
            StopSignal stop) {
        this.plan = plan;
        this.committed = committed;
        this.fetcher = fetcher;
        this.reading = reading;
        this.writer = writer;
        this.fetchers = crews.fetchers();
        this.parsers = crews.parsers();
        this.loaders = crews.loaders();
        this.pages = crews.pages();
        this.progress = progress;
        this.stop = stop;
    }

    @Override
    public Tally run(long deadlineNanos) throws InterruptedException {
        for (long page = 0; page < plan.pages() && page < end.get(); page++) {
            if (stop.isRaised() || System.nanoTime() - deadlineNanos >= 0) {
                break;
            }
            if (!committed.has(page)) {
                pages.enter();
                send(page);
            }
        }
        pages.awaitEnd();
        return tally;
    }

    @Override
    public @Nullable Throwable failure() {
        return failure.get();
    }

    private void send(long page) {
        hop(fetchers, () -> fetch(page), pages::leave);
    }

    /** Runs a stage on its workers; whatever happens, either the stage takes over or the page is given up once. */
    private void hop(Workers workers, Runnable stage, Runnable giveUp) {
        try {
            workers.execute(() -> {
                try {
                    stage.run();
                } catch (RuntimeException | Error unexpected) {
                    fail(unexpected);
                    giveUp.run();
                }
            });
        } catch (RuntimeException refused) {
            fail(refused);
            giveUp.run();
        }
    }

    private void fail(Throwable cause) {
        failure.compareAndSet(null, cause);
        stop.raise();
    }

    /** Once the run is being stopped nothing is tried again: a page that would need it stays for the next run. */
    private void failUnlessStopped(Throwable cause) {
        if (!stop.isRaised()) {
            fail(cause);
        }
    }

    private void fetch(long page) {
        if (failure.get() != null || page >= end.get()) {
            pages.leave();
            return;
        }
        Lease<ByteBuffer> fetched;
        try {
            fetched = fetcher.fetch(page);
        } catch (FetchFailedException cannot) {
            failUnlessStopped(Refusal.failure(String.valueOf(cannot.getMessage()), cannot));
            pages.leave();
            return;
        }
        if (fetched == null) {
            end.accumulateAndGet(page, Math::min);
            pages.leave();
            return;
        }
        Lease<ByteBuffer> handedOver = fetched.handOver("page " + (page + 1));
        hop(parsers, () -> parse(page, handedOver), () -> {
            handedOver.close();
            pages.leave();
        });
    }

    private void parse(long page, Lease<ByteBuffer> fetched) {
        long bytes = reading.memoryFor(page, fetched.get());
        if (bytes > pages.budget().limit()) {
            throw Refusal.failure("page " + (page + 1) + " needs about " + Bytes.format(bytes) + " and its share of"
                    + " --memory is " + Bytes.format(pages.budget().limit())
                    + ": raise --memory, or lower --page-size or --workers.");
        }
        pages.hold(page, bytes);
        LoadPage parsed;
        try {
            parsed = reading.read(page, fetched.get());
        } catch (RuntimeException | Error failed) {
            pages.release(page);
            throw failed;
        }
        fetched.close();
        if (parsed == null) {
            end.accumulateAndGet(page, Math::min);
            pages.release(page);
            pages.leave();
            return;
        }
        hop(loaders, () -> load(parsed), () -> {
            pages.release(page);
            pages.leave();
        });
    }

    private void load(LoadPage page) {
        try {
            writer.write(page);
            tally.add(page);
            progress.committed(page.rows().size(), page.rejects().size());
        } catch (SQLException cannot) {
            failUnlessStopped(cannot);
        }
        pages.release(page.number());
        pages.leave();
    }
}
