package dev.steward.cli.migrate;

import dev.steward.Steward;
import dev.steward.cli.fault.Faults;
import dev.steward.cli.fetch.DirectFetcher;
import dev.steward.cli.fetch.FetchFailedException;
import dev.steward.cli.fetch.HttpFetcher;
import dev.steward.cli.fetch.PageClient;
import dev.steward.cli.fetch.PageFetcher;
import dev.steward.cli.fetch.PageUrl;
import dev.steward.cli.refuse.Refusal;
import dev.steward.cli.serve.PageContent;
import dev.steward.cli.serve.PageServer;
import dev.steward.cli.source.FilePlan;
import dev.steward.cli.source.Layout;
import dev.steward.cli.source.Samples;
import dev.steward.files.FilePool;
import dev.steward.memory.BufferPool;
import dev.steward.resource.Lease;
import dev.steward.work.Workers;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The source's end of the migration: what is to be read, and what reads it. Closed by its run. */
final class Intake implements AutoCloseable {
    private static final Duration LOCAL_TIMEOUT = Duration.ofSeconds(1);
    private static final Duration REMOTE_TIMEOUT = Duration.ofSeconds(15);
    private static final Duration STALL = Duration.ofMillis(1_500);

    private final Steward steward;
    private final FilePool files;
    private final Order order;
    private final StopSignal stop;
    private @Nullable OpenedFile opened;
    private @Nullable PageServer server;
    private @Nullable HttpFetcher http;

    Intake(Steward steward, FilePool files, Order order, StopSignal stop) {
        this.steward = steward;
        this.files = files;
        this.order = order;
        this.stop = stop;
    }

    static boolean isUrl(@Nullable String source) {
        return source != null && source.matches("(?i)https?://.*");
    }

    /** Opens and indexes a file source. */
    FilePlan openFile() {
        String source = order.source();
        OpenedFile file =
                source == null ? OpenedFile.shipped(files, order) : OpenedFile.of(files, Path.of(source), order);
        opened = file;
        return file.plan();
    }

    /** What fetches the pages of the file that was opened. */
    PageFetcher fileFetcher(FilePlan plan, Faults faults, BufferPool buffers) {
        OpenedFile file = opened;
        if (file == null) {
            throw new IllegalStateException("no file was opened");
        }
        if (order.direct()) {
            return new DirectFetcher(
                    new PageContent(plan, files, buffers, file.path(), faults, false), plan.description());
        }
        BufferPool served =
                steward.manage(BufferPool.builder("served").heap().maximum(Math.max(1, order.memory() / 4)));
        PageContent content = new PageContent(plan, files, served, file.path(), faults, true);
        Workers executor = steward.manage(Workers.ioBound("serve").threads(order.workers() + 2));
        PageServer started = PageServer.start(plan, content, faults, STALL, executor, order.port());
        server = started;
        return httpFetcher(new PageUrl(started.url(), order.pageSize()), buffers, LOCAL_TIMEOUT);
    }

    private HttpFetcher httpFetcher(PageUrl url, BufferPool buffers, Duration timeout) {
        PageClient client = steward.manage(PageClient.blueprint("http", order.workers(), timeout));
        HttpFetcher fetcher = new HttpFetcher(client, url, buffers, order.memory() / 8, stop::pause);
        http = fetcher;
        return fetcher;
    }

    /** What fetches the pages of somebody else's API. */
    HttpFetcher urlFetcher(String url, BufferPool buffers) {
        return httpFetcher(new PageUrl(url, order.pageSize()), buffers, REMOTE_TIMEOUT);
    }

    /** Looks at the first page to learn what the others will be like. */
    HttpPlan explore(HttpFetcher fetcher, String url) {
        String shown = new PageUrl(url, order.pageSize()).toString();
        try (Lease<ByteBuffer> first = fetcher.fetch(0)) {
            if (first == null) {
                throw Refusal.failure(shown + " has no first page (status 404): check the address.");
            }
            Layout layout = Samples.layoutOfPage(first.get(), shown);
            int records = Samples.count(first.get(), layout);
            if (records == 0) {
                throw Refusal.failure(shown + " has no records on its first page: check the address.");
            }
            return new HttpPlan(layout, shown, Math.max(order.pageSize(), records), order.records());
        } catch (FetchFailedException cannot) {
            throw Refusal.failure(String.valueOf(cannot.getMessage()), cannot);
        }
    }

    /** Whether pages come with a header of their own. */
    boolean isSentWithHeader() {
        return server != null || opened == null;
    }

    /** How often a page had to be asked for again. */
    long retries() {
        return http == null ? 0 : http.retries();
    }

    /** A name for the table. */
    String name() {
        String source = order.source();
        if (source == null) {
            return Shipped.NAME.replaceFirst("\\..*$", "");
        }
        String path = isUrl(source) ? source.replaceFirst("[?#{].*$", "").replaceFirst("/+$", "") : source;
        String last = path.replaceFirst("^.*/", "").replaceFirst("\\..*$", "");
        return last.isBlank() ? "records" : last;
    }

    @Override
    public void close() {
        if (server != null) {
            server.close();
        }
        if (opened != null) {
            opened.close();
        }
    }
}
