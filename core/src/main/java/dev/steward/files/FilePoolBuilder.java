package dev.steward.files;

import dev.steward.resource.Blueprint;
import dev.steward.resource.Budget;
import dev.steward.resource.Conflicts;
import dev.steward.resource.Durations;
import dev.steward.resource.Kind;
import java.time.Duration;
import java.util.function.LongSupplier;

/** What a {@link FilePool} is to be like. Everything is checked when it is built. Confined to one thread. */
public final class FilePoolBuilder implements Blueprint<FilePool> {
    private final String name;
    private long maximum = Long.MAX_VALUE;
    private int maxIdle = 64;
    private Duration acquireTimeout = Duration.ofSeconds(30);
    private Duration idleTimeout = Duration.ofMinutes(5);
    private LongSupplier ticker = System::nanoTime;

    FilePoolBuilder(String name) {
        this.name = name;
    }

    /**
     * The most files this pool keeps open, leased and idle together.
     *
     * @param files 1 or more; no limit of its own by default
     * @return this
     */
    public FilePoolBuilder maximum(long files) {
        this.maximum = files;
        return this;
    }

    /**
     * How many channels for reading stay open while nobody holds them.
     *
     * @param files 0 keeps none; 64 by default
     * @return this
     */
    public FilePoolBuilder maxIdle(int files) {
        this.maxIdle = files;
        return this;
    }

    /**
     * How long opening waits when the budget is used up.
     *
     * @param timeout zero does not wait; 30 seconds by default
     * @return this
     */
    public FilePoolBuilder acquireTimeout(Duration timeout) {
        this.acquireTimeout = timeout;
        return this;
    }

    /**
     * After what time an idle channel is closed. The pool has no thread of its own for this: it looks whenever a file is
     * opened or closed and whenever its usage is asked for.
     *
     * @param timeout more than zero; 5 minutes by default
     * @return this
     */
    public FilePoolBuilder idleTimeout(Duration timeout) {
        this.idleTimeout = timeout;
        return this;
    }

    /**
     * The clock that idle times are measured with, for tests.
     *
     * @param nanos a clock such as {@link System#nanoTime()}
     * @return this
     */
    public FilePoolBuilder ticker(LongSupplier nanos) {
        this.ticker = nanos;
        return this;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Kind kind() {
        return Kind.FILES;
    }

    @Override
    public FilePool buildWithin(Budget budget) {
        refuseConflicts(budget);
        return FilePool.opened(new FilePool(this, budget.child(name, maximum)));
    }

    private void refuseConflicts(Budget budget) {
        Conflicts conflicts = new Conflicts();
        conflicts.expectName(name);
        conflicts.expectKind(budget, Kind.FILES);
        conflicts.expect(maximum >= 1, "maximum: it must be 1 or more files, got " + maximum);
        conflicts.expect(maxIdle >= 0, "maxIdle: it must be 0 or more files, got " + maxIdle);
        conflicts.expectNotNegative("acquireTimeout", acquireTimeout);
        conflicts.expectPositive("idleTimeout", idleTimeout);
        conflicts.refuseIfAny("file pool " + name);
    }

    int maxIdle() {
        return maxIdle;
    }

    Duration acquireTimeout() {
        return acquireTimeout;
    }

    long idleNanos() {
        return Durations.toNanos(idleTimeout);
    }

    LongSupplier ticker() {
        return ticker;
    }
}
