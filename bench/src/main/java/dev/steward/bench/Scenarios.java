package dev.steward.bench;

import dev.steward.bench.buffer.BufferPeers;
import dev.steward.bench.files.FilePeers;
import dev.steward.bench.jdbc.JdbcPeers;
import dev.steward.bench.peer.Peers;
import dev.steward.bench.work.WorkPeers;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The table of what can be measured. Immutable. */
final class Scenarios {
    private static final int WORK = 100;
    private static final long HOLD_NANOS = 50_000;

    static final List<Scenario> ALL = and(
            GovernScenarios.ALL,
            cycles("pool-1t", "1 thread, 10 slots", new JmhGauge(1, 10, false)),
            cycles("pool-1t-shared", "1 thread, 10 slots, leases closable from any thread", new JmhGauge(1, 10, true)),
            cycles("pool-2t", "2 threads, 10 slots", new JmhGauge(2, 10, false)),
            throughput("pool-16t", "16 threads, 8 slots, work while held", CrowdGauge.threads(16, 8, WORK)),
            throughput("pool-64t", "64 threads, 16 slots", CrowdGauge.threads(64, 16, 0)),
            new Scenario(
                    "pool-10kvt",
                    "10,000 virtual threads, 32 slots, held for 50 us",
                    "ops/ms",
                    true,
                    21,
                    Peers.poolsAnd(Peers.SEMAPHORE_FAIR),
                    null,
                    CrowdGauge.virtualThreads(10_000, 32, HOLD_NANOS)),
            new Scenario(
                    "pool-alloc",
                    "bytes allocated per acquire and release, hold not escaping",
                    "B/op",
                    false,
                    17,
                    Peers.pools(),
                    "escaping",
                    new AllocationGauge()),
            new Scenario(
                    "pool-vt-memory",
                    "heap retained per live virtual thread, of 100,000 that acquired once",
                    "B/thread",
                    false,
                    21,
                    Peers.poolsAnd(Peers.NONE),
                    "afterTheirEnd",
                    new RetentionGauge(100_000)),
            new Scenario(
                    "ledger-overhead",
                    "pool-1t with a ledger (steward; goal 0.95 of plain), without, and strict (goal 0.15 of the bag)",
                    "ops/us",
                    true,
                    17,
                    List.of(Peers.STEWARD, Peers.PLAIN, Peers.STRICT, Peers.BAG),
                    null,
                    new LedgerGauge()),
            new Scenario(
                    "ledger-knots",
                    "one look of the ledger at 10,000 waiters and 100 pools (goal: below 50 ms)",
                    "ms",
                    false,
                    17,
                    List.of(Peers.STEWARD),
                    null,
                    new KnotsGauge(100, 10_000)),
            jdbc("jdbc-cycle-1t", "getConnection and close, 1 thread, 16 connections", new JdbcGauge(1, "cycle")),
            jdbc("jdbc-cycle-2t", "getConnection and close, 2 threads, 16 connections", new JdbcGauge(2, "cycle")),
            jdbc(
                    "jdbc-cycle-16t",
                    "getConnection and close, 16 threads, 8 connections",
                    CrowdGauge.atConnections(16, 8)),
            jdbc("jdbc-statement-1t", "a query and all that it takes, 1 thread", new JdbcGauge(1, "statement")),
            jdbc("jdbc-statement-2t", "a query and all that it takes, 2 threads", new JdbcGauge(2, "statement")),
            new Scenario(
                    "jdbc-spike",
                    "250 requests of 2 ms at once, 5 to 50 connections that take 150 ms to open",
                    "ms",
                    false,
                    17,
                    JdbcPeers.all(),
                    "opened",
                    new SpikeGauge(250, 5, 50, 150)),
            new Scenario(
                    "jdbc-postgres",
                    "select 1 and an update of one row in PostgreSQL, 16 threads, 8 connections",
                    "ops/ms",
                    true,
                    17,
                    JdbcPeers.all(),
                    "p999Millis",
                    new PostgresGauge(16, 8)),
            buffers("buffer-same-256", "256 bytes, 1 thread", new BufferGauge(1, 256, "cycle")),
            buffers("buffer-same-4k", "4 KiB, 1 thread", new BufferGauge(1, 4 << 10, "cycle")),
            buffers("buffer-same-64k", "64 KiB, 1 thread", new BufferGauge(1, 64 << 10, "cycle")),
            buffers("buffer-same-1m", "1 MiB, 1 thread", new BufferGauge(1, 1 << 20, "cycle")),
            buffers("buffer-2t-4k", "4 KiB, 2 threads", new BufferGauge(2, 4 << 10, "cycle")),
            buffers("buffer-cross-4k", "4 KiB, released on another thread", new RelayGauge(4 << 10)),
            buffers("buffer-burst-256", "256 bytes, 8 acquired, then 8 released", new BufferGauge(1, 256, "burst")),
            new Scenario(
                    "buffer-idle",
                    "memory held 6 s after a burst of 10,000 buffers of mixed sizes",
                    "MiB",
                    false,
                    17,
                    BufferPeers.keeping(),
                    "hitRate",
                    new IdleGauge(10_000, 6)),
            budgets("budget-1t", "reserve and release 4 KiB, 1 thread", new BudgetGauge(1)),
            budgets("budget-2t", "reserve and release 4 KiB, 2 threads", new BudgetGauge(2)),
            new Scenario(
                    "workers-throughput",
                    "an empty task submitted and run, 2 threads, 1,024 places in the queue",
                    "ops/us",
                    true,
                    17,
                    WorkPeers.all(),
                    "twoProducers",
                    new WorkGauge(WorkRun.class, 2, 1_024)),
            new Scenario(
                    "workers-latency",
                    "from submitting a task to its beginning, the threads at rest",
                    "us",
                    false,
                    17,
                    WorkPeers.all(),
                    "p99Micros",
                    new WorkGauge(WorkStart.class, 2, 1_024)),
            new Scenario(
                    "files-open",
                    "a file opened for reading and let go of, 256 files, 256 handles",
                    "ops/ms",
                    true,
                    17,
                    FilePeers.all(),
                    "skewed",
                    new FilesGauge(256, 256, false)),
            new Scenario(
                    "files-read",
                    "4 KiB read at random from 10,000 files, 256 handles",
                    "ops/ms",
                    true,
                    17,
                    FilePeers.all(),
                    "skewed",
                    new FilesGauge(10_000, 256, true)),
            new Scenario(
                    "work-items",
                    "heap kept for 100,000 work items whose results of 1 KB were read",
                    "KiB",
                    false,
                    17,
                    WorkPeers.keepers(),
                    "itemsPerMilli",
                    new ItemsGauge(100_000)));

    private Scenarios() {}

    private static List<Scenario> and(List<Scenario> last, Scenario... first) {
        return Stream.concat(Stream.of(first), last.stream()).toList();
    }

    static Optional<Scenario> named(String name) {
        return ALL.stream().filter(scenario -> scenario.name().equals(name)).findFirst();
    }

    private static Scenario jdbc(String name, String title, Gauge gauge) {
        return new Scenario(name, title, "ops/us", true, 17, JdbcPeers.all(), null, gauge);
    }

    private static Scenario buffers(String name, String title, Gauge gauge) {
        return new Scenario(name, title, "ops/us", true, 17, BufferPeers.all(), null, gauge);
    }

    private static Scenario budgets(String name, String title, Gauge gauge) {
        return new Scenario(name, title, "ops/us", true, 17, BudgetGauge.PEERS, null, gauge);
    }

    private static Scenario throughput(String name, String title, Gauge gauge) {
        return new Scenario(name, title, "ops/us", true, 17, Peers.pools(), null, gauge);
    }

    /** With what a pool could do at most. */
    private static Scenario cycles(String name, String title, JmhGauge gauge) {
        return new Scenario(name, title, "ops/us", true, 17, Peers.poolsAnd(Peers.BARE), null, gauge);
    }
}
