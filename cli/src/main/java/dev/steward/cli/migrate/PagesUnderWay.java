package dev.steward.cli.migrate;

import dev.steward.resource.Blueprint;
import dev.steward.resource.Budget;
import dev.steward.resource.Census;
import dev.steward.resource.CloseOnce;
import dev.steward.resource.CloseReport;
import dev.steward.resource.Holding;
import dev.steward.resource.Kind;
import dev.steward.resource.Managed;
import dev.steward.resource.Usage;
import dev.steward.resource.Waiting;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The pages between the source and the table, and the memory their records take. No more than a number of them are under
 * way at a time, and when memory is under pressure fewer, down to one in four: the run gets slower instead of larger.
 * Those that have begun are never held up, for they are what gives memory back. Threadsafe.
 */
final class PagesUnderWay implements Managed {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final double HELD_BACK_AT_MOST = 0.75;

    private final String name;
    private final Budget budget;
    private final int most;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Map<Long, Records> records = new ConcurrentHashMap<>();
    private final LongAdder acquired = new LongAdder();
    private final LongAdder returned = new LongAdder();
    private final CloseOnce closing = new CloseOnce();
    private int allowed;
    private int underWay;

    /** What a page holds. */
    private record Records(long bytes, long sinceNanos) {}

    private PagesUnderWay(String name, Budget budget, int most) {
        this.name = name;
        this.budget = budget;
        this.most = most;
        this.allowed = most;
    }

    /**
     * Describes them.
     *
     * @param name their name
     * @param bytes the most memory their records may take
     * @param most how many pages may be under way
     */
    static Blueprint<PagesUnderWay> blueprint(String name, long bytes, int most) {
        return new Blueprint<>() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public Kind kind() {
                return Kind.MEMORY;
            }

            @Override
            public PagesUnderWay buildWithin(Budget parent) {
                PagesUnderWay built = new PagesUnderWay(name, parent.child(name, bytes), most);
                Census.enter(built);
                return built;
            }
        };
    }

    /** One more page sets out, as soon as there may be one more. */
    void enter() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (underWay >= allowed) {
                changed.await();
            }
            underWay++;
        } finally {
            lock.unlock();
        }
    }

    /** A page has arrived, or was given up. */
    void leave() {
        lock.lock();
        try {
            underWay--;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until all have left. */
    void awaitEnd() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (underWay > 0) {
                changed.await();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Takes memory for the records of a page, waiting for others to give it back if need be. */
    void hold(long page, long bytes) {
        budget.reserve(bytes, PATIENCE);
        records.put(page, new Records(bytes, System.nanoTime()));
        acquired.increment();
    }

    /** Gives back the memory of a page's records. */
    void release(long page) {
        Records held = records.remove(page);
        if (held != null) {
            budget.release(held.bytes);
            returned.increment();
        }
    }

    @Override
    public void restrain(double share) {
        lock.lock();
        try {
            allowed = Math.max(1, (int) Math.round(most * (1 - HELD_BACK_AT_MOST * share)));
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Kind kind() {
        return Kind.MEMORY;
    }

    @Override
    public Budget budget() {
        return budget;
    }

    @Override
    public Usage usage() {
        return new Usage(Kind.MEMORY, budget.limit(), budget.used(), 0, 0, acquired.sum(), returned.sum(), 0);
    }

    @Override
    public List<Holding> holdings() {
        long now = System.nanoTime();
        return records.entrySet().stream()
                .map(each -> new Holding(
                        name,
                        Kind.MEMORY,
                        each.getValue().bytes,
                        "page " + (each.getKey() + 1),
                        null,
                        Duration.ofNanos(now - each.getValue().sinceNanos),
                        "records"))
                .sorted(Comparator.comparing(Holding::heldFor).reversed())
                .toList();
    }

    @Override
    public List<Waiting> waiting() {
        return List.of();
    }

    /** {@inheritDoc} Nothing of it is idle. */
    @Override
    public long reclaim(long amount) {
        return 0;
    }

    @Override
    public boolean isClosed() {
        return closing.hasBegun();
    }

    @Override
    public CloseReport close(Duration deadline) {
        return closing.run(() -> {
            List<Holding> held = holdings();
            List.copyOf(records.keySet()).forEach(this::release);
            budget.close();
            return new CloseReport(name, Duration.ZERO, held, List.of());
        });
    }
}
