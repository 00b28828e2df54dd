package dev.steward.resource;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A managed thing that is made of another: whatever it does not answer itself, that one answers, also what is added to the
 * interface later and would otherwise have a default that is wrong here.
 *
 * <p>As threadsafe as that one.
 */
public abstract class ForwardingManaged implements Managed {
    private final Managed inner;

    /**
     * Made of another.
     *
     * @param inner what answers
     */
    protected ForwardingManaged(Managed inner) {
        this.inner = inner;
    }

    @Override
    public String name() {
        return inner.name();
    }

    @Override
    public Kind kind() {
        return inner.kind();
    }

    @Override
    public Budget budget() {
        return inner.budget();
    }

    @Override
    public Usage usage() {
        return inner.usage();
    }

    @Override
    public long capacity() {
        return inner.capacity();
    }

    @Override
    public ReservedLane lane() {
        return inner.lane();
    }

    @Override
    public boolean isHeldBy(Thread thread) {
        return inner.isHeldBy(thread);
    }

    @Override
    public List<Holding> holdings() {
        return inner.holdings();
    }

    @Override
    public List<Holding> overdue(Duration atLeast) {
        return inner.overdue(atLeast);
    }

    @Override
    public List<Waiting> waiting() {
        return inner.waiting();
    }

    @Override
    public List<Awaiting> awaiting() {
        return inner.awaiting();
    }

    @Override
    public void trace(Tracing tracing) {
        inner.trace(tracing);
    }

    @Override
    public List<Loss> takeLosses() {
        return inner.takeLosses();
    }

    @Override
    public List<SiteTimes> siteTimes() {
        return inner.siteTimes();
    }

    @Override
    public boolean refuse(Waiting waiting, Supplier<? extends ResourceException> refusal) {
        return inner.refuse(waiting, refusal);
    }

    @Override
    public long reclaim(long amount) {
        return inner.reclaim(amount);
    }

    @Override
    public Duration rebuildCost() {
        return inner.rebuildCost();
    }

    @Override
    public boolean isIdleUseful() {
        return inner.isIdleUseful();
    }

    @Override
    public Optional<HitCurve> hitCurve() {
        return inner.hitCurve();
    }

    @Override
    public Optional<String> target() {
        return inner.target();
    }

    @Override
    public void restrain(double share) {
        inner.restrain(share);
    }

    @Override
    public boolean isClosed() {
        return inner.isClosed();
    }

    @Override
    public CloseReport close(Duration deadline) {
        return inner.close(deadline);
    }

    @Override
    public String toString() {
        return inner.toString();
    }
}
