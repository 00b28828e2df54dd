package dev.steward.cli.migrate;

import dev.steward.cli.fault.ConnectionFaults;
import dev.steward.cli.fault.FaultMode;
import dev.steward.cli.fault.Faults;
import dev.steward.cli.fetch.HttpFetcher;
import dev.steward.cli.fetch.PageFetcher;
import dev.steward.cli.load.Committed;
import dev.steward.cli.load.Connections;
import dev.steward.cli.load.DeadLetters;
import dev.steward.cli.load.Dialect;
import dev.steward.cli.load.OwnConnections;
import dev.steward.cli.load.PageWriter;
import dev.steward.cli.load.ReadBack;
import dev.steward.cli.load.Sabotage;
import dev.steward.cli.load.Table;
import dev.steward.cli.load.Target;
import dev.steward.cli.refuse.Refusal;
import dev.steward.cli.show.Outcome;
import dev.steward.cli.show.Progress;
import dev.steward.cli.source.FilePlan;
import dev.steward.cli.source.PagePlan;
import dev.steward.files.FilePool;
import dev.steward.jdbc.JdbcPool;
import dev.steward.jdbc.JdbcPoolBuilder;
import dev.steward.memwatch.HeapWatch;
import dev.steward.memwatch.HeapWatchBuilder;
import dev.steward.resource.Bytes;
import dev.steward.resource.Durations;
import dev.steward.resource.Lease;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** One migration, from the order to the outcome. Used once, by one thread. */
public final class Migration {
    private static final Duration CONNECT_PATIENCE = Duration.ofSeconds(8);

    private final Owner owner;
    private final Order order;
    private final Limits limits;
    private final StopSignal stop;
    private final Progress progress;
    private final long startNanos = System.nanoTime();
    private final List<Lease<Path>> unpacked = new ArrayList<>();

    /**
     * A migration.
     *
     * @param owner who owns everything it will hold; closed by the caller
     * @param order what is to be done
     * @param stop how it is stopped
     * @param progress where it says how far it is
     */
    public Migration(Owner owner, Order order, StopSignal stop, Progress progress) {
        this.owner = owner;
        this.order = order;
        this.limits = Limits.of(order);
        this.stop = stop;
        this.progress = progress;
    }

    /**
     * Does it.
     *
     * @throws Refusal if it cannot be done
     */
    public Outcome run() throws InterruptedException {
        if (order.squeeze() != null) {
            order.squeeze().refuseUnlessApplied();
        }
        Accounting accounting;
        try (HeapWatch watch = heapWatch()) {
            accounting = accountingOfWork(watch).heapLeaks(watch.leaks());
        } finally {
            unpacked.forEach(Lease::close);
        }
        return accounting.outcome();
    }

    /** It begins with a level to compare with only where growth is planted: that costs a few collections. */
    private HeapWatch heapWatch() {
        boolean planted = order.faults() == FaultMode.HEAP_LEAK;
        HeapWatchBuilder description = HeapWatch.builder();
        if (planted) {
            description.threshold(Bytes.mib(8)).betweenHistograms(Duration.ZERO).histogramAtStart(true);
        }
        HeapWatch watch = description.build();
        if (order.governed()) {
            watch.start();
        }
        if (planted) {
            watch.collectAndLook();
        }
        return watch;
    }

    /** The intake is closed on return: only then can be said whether every lease came back. */
    private Accounting accountingOfWork(HeapWatch watch) throws InterruptedException {
        FilePool files = owner.manage(FilePool.builder("files").acquireTimeout(CONNECT_PATIENCE));
        try (Intake intake = new Intake(owner, files, order, stop)) {
            progress.phase("reading the source");
            if (Intake.isUrl(order.source())) {
                String url = String.valueOf(order.source());
                HttpFetcher fetcher = intake.urlFetcher(url);
                HttpPlan plan = intake.explore(fetcher, url);
                return into(files, intake, plan, new Faults(order.faults(), plan.pages()), fetcher, watch);
            }
            FilePlan plan = intake.openFile();
            Faults faults = new Faults(order.faults(), plan.pages());
            return into(files, intake, plan, faults, intake.fileFetcher(plan, faults), watch);
        }
    }

    private Accounting into(
            FilePool files, Intake intake, PagePlan plan, Faults faults, PageFetcher fetcher, HeapWatch watch)
            throws InterruptedException {
        Enrichment enrichment = enrichment(files, plan);
        EmbeddedDatabase embedded = new EmbeddedDatabase(order.data());
        String url = order.into() == null ? embedded.url() : order.into();
        Dialect dialect = Dialect.of(url);
        List<String> columns = new ArrayList<>(plan.layout().columns());
        columns.addAll(enrichment.columns());
        String name = order.table() == null ? intake.name() : order.table();
        Table table = new Table(dialect, Table.identifier(name), columns);
        progress.phase("connecting");
        JdbcPool database = owner.manage(jdbc("database", dialect.tuned(url)).size(1, limits.database()));
        Target target = new Target(database, table, url);
        String version = target.version();
        Path letters = order.deadLetters() == null
                ? (order.into() == null ? order.data() : Path.of("")).resolve(table.name() + ".rejected.ndjson")
                : order.deadLetters();
        DeadLetters deadLetters = new DeadLetters(files, letters);
        boolean finished = new Beginning(order, target, deadLetters, progress).begin(plan);
        Committed committed = target.committed();
        deadLetters.keep(committed::has);
        if (committed.pages() > 0) {
            progress.event(committed.pages() + " pages with " + committed.records()
                    + " records are there from an earlier run");
        }
        Sabotage sabotage = order.faults() == FaultMode.NONE
                ? (connection, page) -> {}
                : new ConnectionFaults(
                        faults,
                        dialect,
                        owner.manage(jdbc("operator", dialect.tuned(url)).size(0, 1)));
        Scratch scratch = new Scratch(owner, limits.parsers(), faults, order.faults());
        PageReading reading = new PageReading(
                plan,
                new PageStart(plan.layout(), intake.isSentWithHeader(), plan.description()),
                enrichment,
                dialect,
                scratch,
                faults);
        progress.begin(plan.records(), committed.records() + committed.rejected());
        progress.phase("loading");
        long loadingStart = System.nanoTime();
        OwnConnections own = new OwnConnections(() -> connection(dialect.tuned(url)));
        PageWriter writer = new PageWriter(
                order.governed() ? Connections.of(database) : own,
                table,
                order.batch(),
                deadLetters,
                sabotage,
                stop::pause);
        Loading loading = order.governed()
                ? new Pipeline(plan, committed, fetcher, reading, writer, crews(), progress, stop)
                : new PlainLoading(plan, committed, fetcher, reading, writer, own, order.workers(), progress, stop);
        Tally tally = loading.run(deadline());
        Duration loadingTime = Duration.ofNanos(System.nanoTime() - loadingStart);
        if (order.faults() == FaultMode.HEAP_LEAK) {
            watch.collectAndLook();
            progress.event(scratch.hoarded() + " objects were kept on purpose");
        }
        @Nullable Throwable failure = loading.failure();
        if (failure != null) {
            throw refusal(failure, target);
        }
        progress.phase("verifying");
        ReadBack readBack = target.readBack();
        boolean complete = !stop.isByUser();
        if (!complete) {
            target.pause();
        } else if (!finished) {
            target.finish();
        }
        progress.phase("done");
        return new Accounting(owner, plan, committed, tally, readBack)
                .faults(faults)
                .retries(intake.retries(), writer.retries())
                .names(version + " " + Dialect.withoutSecrets(url) + ", table " + table.name(), letters)
                .status(complete ? (finished ? "verified" : "complete") : "interrupted")
                .times(Duration.ofNanos(System.nanoTime() - startNanos), loadingTime)
                .squeezed(order.squeeze(), limits);
    }

    private Crews crews() {
        return Crews.of(owner, limits);
    }

    private long deadline() {
        Duration duration = order.duration();
        return duration == null
                ? System.nanoTime() + Long.MAX_VALUE / 2
                : System.nanoTime() + Durations.toNanos(duration);
    }

    private static Refusal refusal(Throwable failure, Target target) {
        return failure instanceof Refusal refusal ? refusal : target.refusal("loading stopped", failure);
    }

    private Enrichment enrichment(FilePool files, PagePlan plan) {
        List<Order.LookupFile> wanted = new ArrayList<>(order.lookups());
        if (order.source() == null && wanted.isEmpty()) {
            for (String column : List.of("general_category", "bidi_class")) {
                Lease<Path> reference = Shipped.reference(files, column);
                unpacked.add(reference);
                wanted.add(new Order.LookupFile(column, reference.get()));
            }
        }
        if (wanted.isEmpty()) {
            return new Enrichment(List.of());
        }
        LookupCache cache = LookupCache.in(owner, limits.memory() / 8);
        return new Enrichment(wanted.stream()
                .map(lookup -> Lookup.open(lookup, plan.layout().columns(), files, cache::get))
                .toList());
    }

    /** One that no pool knows of. */
    private Connection connection(String url) throws SQLException {
        boolean embedded = order.into() == null;
        Properties login = new Properties();
        if (embedded || order.user() != null) {
            login.setProperty("user", embedded ? "sa" : String.valueOf(order.user()));
        }
        if (embedded || order.password() != null) {
            login.setProperty("password", embedded ? "" : String.valueOf(order.password()));
        }
        return DriverManager.getConnection(url, login);
    }

    private JdbcPoolBuilder jdbc(String name, String url) {
        JdbcPoolBuilder builder = JdbcPool.builder(name).url(url).acquireTimeout(CONNECT_PATIENCE);
        if (order.into() == null) {
            return builder.user("sa").password("");
        }
        if (order.user() != null) {
            builder.user(order.user());
        }
        if (order.password() != null) {
            builder.password(order.password());
        }
        return builder;
    }
}
