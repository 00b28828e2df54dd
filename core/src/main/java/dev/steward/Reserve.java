package dev.steward;

import dev.steward.resource.Blueprint;
import dev.steward.resource.Budget;
import dev.steward.resource.Census;
import dev.steward.resource.CloseOnce;
import dev.steward.resource.CloseReport;
import dev.steward.resource.Holding;
import dev.steward.resource.Kind;
import dev.steward.resource.Lease;
import dev.steward.resource.LeaseBook;
import dev.steward.resource.Lessor;
import dev.steward.resource.Loss;
import dev.steward.resource.ResourceException;
import dev.steward.resource.SiteTimes;
import dev.steward.resource.Tracing;
import dev.steward.resource.Usage;
import dev.steward.resource.Waiting;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/**
 * Leases on mere room in the budget of a kind, for what the program opens, starts or allocates by itself: three descriptors
 * for sockets of its own, a thread that it starts. What is leased is the amount. Threadsafe.
 */
final class Reserve implements Lessor {
    private final Kind kind;
    private final Budget budget;
    private final LeaseBook book;
    private final LongAdder waiting = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private final CloseOnce closing = new CloseOnce();

    private Reserve(Kind kind, Budget budget) {
        this.kind = kind;
        this.budget = budget;
        this.book = new LeaseBook(name(kind), kind);
    }

    /** How the reserve of a kind is called. */
    static String name(Kind kind) {
        return kind + " by kind";
    }

    /** A reserve of that kind that has not been built. */
    static Blueprint<Reserve> blueprint(Kind kind) {
        return new Plan(kind);
    }

    private record Plan(Kind kind) implements Blueprint<Reserve> {
        @Override
        public String name() {
            return Reserve.name(kind);
        }

        @Override
        public Reserve buildWithin(Budget parent) {
            Reserve built = new Reserve(kind, parent.child(name(), Long.MAX_VALUE));
            Census.enter(built);
            return built;
        }
    }

    @Override
    public long mostPerLease() {
        return Long.MAX_VALUE;
    }

    @Override
    public Lease<Long> lease(long amount, Duration timeout) {
        waiting.increment();
        try {
            budget.reserve(amount, timeout);
        } catch (ResourceException refusal) {
            refused.increment();
            throw refusal;
        } finally {
            waiting.decrement();
        }
        return book.open(amount, amount, "", (room, ending) -> budget.release(room));
    }

    @Override
    public String name() {
        return name(kind);
    }

    @Override
    public Kind kind() {
        return kind;
    }

    @Override
    public Budget budget() {
        return budget;
    }

    @Override
    public Usage usage() {
        return new Usage(
                kind, budget.limit(), book.held(), 0, waiting.sum(), book.acquired(), book.returned(), refused.sum());
    }

    @Override
    public List<Holding> holdings() {
        return book.holdings();
    }

    /** {@inheritDoc} Who waits here waits in the budget, which tells. */
    @Override
    public List<Waiting> waiting() {
        return List.of();
    }

    @Override
    public void trace(Tracing tracing) {
        book.trace(tracing);
    }

    @Override
    public List<SiteTimes> siteTimes() {
        return book.siteTimes();
    }

    @Override
    public List<Loss> takeLosses() {
        return book.takeLosses();
    }

    /** {@inheritDoc} It holds nothing that is not leased. */
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
            long start = System.nanoTime();
            book.shut();
            book.awaitAll(deadline);
            List<Holding> stillHeld = book.holdings();
            List<Throwable> failures = book.takeBackAll();
            budget.close();
            return new CloseReport(name(), Duration.ofNanos(System.nanoTime() - start), stillHeld, failures);
        });
    }
}
