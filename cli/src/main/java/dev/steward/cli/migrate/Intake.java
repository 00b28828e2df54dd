package dev.steward.cli.migrate;

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
import dev.steward.cli.supply.PlainSupplies;
import dev.steward.cli.supply.PooledSupplies;
import dev.steward.cli.supply.Supplies;
import dev.steward.files.FilePool;
import dev.steward.memory.BufferPool;
import dev.steward.memory.BufferPoolBuilder;
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

    private final Owner owner;
    private final FilePool files;
    private final Order order;
    private final StopSignal stop;
    private final Limits limits;
    private final @Nullable PlainSupplies plain;
    private @Nullable OpenedFile opened;
    private @Nullable PageServer server;
    private @Nullable HttpFetcher http;

    Intake(Owner owner, FilePool files, Order order, StopSignal stop) {
        this.owner = owner;
        this.files = files;
        this.order = order;
        this.stop = stop;
        this.limits = Limits.of(order);
        this.plain = order.governed() ? null : new PlainSupplies();
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
    PageFetcher fileFetcher(FilePlan plan, Faults faults) {
        OpenedFile file = opened;
        if (file == null) {
            throw new IllegalStateException("no file was opened");
        }
        if (order.direct()) {
            return new DirectFetcher(
                    new PageContent(plan, pageSupplies(), file.path(), faults, false), plan.description());
        }
        Supplies served = supplies(BufferPool.builder("served").heap());
        PageContent content = new PageContent(plan, served, file.path(), faults, true);
        Workers executor = owner.manage(Workers.ioBound("serve").threads(limits.servers()));
        PageServer started = PageServer.start(plan, content, faults, STALL, executor, order.port());
        server = started;
        return httpFetcher(new PageUrl(started.url(), order.pageSize()), LOCAL_TIMEOUT);
    }

    private Supplies pageSupplies() {
        return supplies(BufferPool.builder("pages"));
    }

    private Supplies supplies(BufferPoolBuilder pool) {
        return plain != null
                ? plain
                : new PooledSupplies(owner.manage(pool.maximum(Math.max(1, limits.memory() / 4))), files);
    }

    private HttpFetcher httpFetcher(PageUrl url, Duration timeout) {
        PageClient client = owner.manage(PageClient.blueprint("http", limits.http(), timeout));
        HttpFetcher fetcher = new HttpFetcher(client, url, pageSupplies(), limits.memory() / 8, stop::pause);
        http = fetcher;
        return fetcher;
    }

    /** What fetches the pages of somebody else's API. */
    HttpFetcher urlFetcher(String url) {
        return httpFetcher(new PageUrl(url, order.pageSize()), REMOTE_TIMEOUT);
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
        if (plain != null) {
            plain.close();
        }
        if (opened != null) {
            opened.close();
        }
    }
}
