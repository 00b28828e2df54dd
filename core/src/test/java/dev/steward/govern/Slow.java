package dev.steward.govern;

import dev.steward.resource.Budget;
import dev.steward.resource.CloseReport;
import dev.steward.resource.Holding;
import dev.steward.resource.Kind;
import dev.steward.resource.Managed;
import dev.steward.resource.Usage;
import dev.steward.resource.Waiting;
import java.time.Duration;
import java.util.List;

/** A managed thing with a hundred idle units, which takes as long to rebuild as a test says. */
class Slow implements Managed {
    /** Asked by one thread at a time, and read by the test's. */
    volatile long idle = 100;

    volatile double restraint;
    private final String name;
    private final Kind kind;
    private final Duration rebuildCost;

    Slow(String name, Kind kind, Duration rebuildCost) {
        this.name = name;
        this.kind = kind;
        this.rebuildCost = rebuildCost;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Kind kind() {
        return kind;
    }

    @Override
    public Budget budget() {
        return Budget.unlimited(kind, name);
    }

    @Override
    public Usage usage() {
        return new Usage(kind, Long.MAX_VALUE, 0, idle, 0, 0, 0, 0);
    }

    @Override
    public List<Holding> holdings() {
        return List.of();
    }

    @Override
    public List<Waiting> waiting() {
        return List.of();
    }

    @Override
    public long reclaim(long amount) {
        long before = idle;
        long freed = Math.min(before, amount);
        idle = before - freed;
        return freed;
    }

    @Override
    public Duration rebuildCost() {
        return rebuildCost;
    }

    @Override
    public void restrain(double share) {
        restraint = share;
    }

    @Override
    public boolean isClosed() {
        return false;
    }

    @Override
    public CloseReport close(Duration deadline) {
        return new CloseReport(name, Duration.ZERO, List.of(), List.of());
    }
}
