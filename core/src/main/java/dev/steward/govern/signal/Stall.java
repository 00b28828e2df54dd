package dev.steward.govern.signal;

import dev.steward.platform.CgroupPressure;
import dev.steward.resource.Kind;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * How long tasks stood still for want of memory or processor, as Linux counts it (pressure stall information, PSI), in
 * the last ten seconds: of the container where it is counted for that, otherwise of the machine. The scale goes through
 * the two figures that monitoring of PSI commonly begins with: some task stalled for 10 % of the time is
 * {@code ELEVATED}, all of them for 5 % is {@code CRITICAL}. That only some stall, however often, does not lead beyond
 * {@link Demand#BUSY}. Where the system does not count, there is no pressure.
 *
 * <p>It takes the difference of the totals, because the kernel's own averages still tell of what was over long ago.
 */
final class Stall implements Signal {
    private static final double ELEVATED = 0.75;
    private static final double ELEVATED_SOME = 0.10;
    private static final double CRITICAL = 0.92;
    private static final double CRITICAL_FULL = 0.05;
    private static final double END_FULL = 0.20;

    private final Kind kind;
    private final Path root;
    private final Window some;
    private final Window full;

    Stall(Kind kind, Path root, LongSupplier nanos) {
        this.kind = kind;
        this.root = root;
        this.some = new Window(nanos);
        this.full = new Window(nanos);
    }

    @Override
    public Kind kind() {
        return kind;
    }

    @Override
    public String name() {
        return "stall for " + kind.name();
    }

    /** {@inheritDoc} Not that of processors, which are not leased. */
    @Override
    public boolean isShortage() {
        return !kind.equals(Signals.CPU);
    }

    @Override
    public Reading read() {
        Optional<CgroupPressure> counted = CgroupPressure.read(root, kind.name());
        if (counted.isEmpty()) {
            return Reading.NONE;
        }
        double ofSome = some.shareOfTime(counted.get().someNanos());
        double ofAll = full.shareOfTime(counted.get().fullNanos());
        return new Reading(
                Math.max(ofSome(ofSome), ofFull(ofAll)),
                "some task stood still for " + percent(ofSome) + " and all tasks for " + percent(ofAll) + " of 10 s ("
                        + counted.get().where() + ")");
    }

    /** By the plainest means: this is written every two seconds, and hardly ever read. */
    private static String percent(double share) {
        return Math.round(1_000 * share) / 10.0 + " %";
    }

    private static double ofSome(double share) {
        return Math.min(Demand.BUSY, ELEVATED * share / ELEVATED_SOME);
    }

    private static double ofFull(double share) {
        return share <= CRITICAL_FULL
                ? CRITICAL * share / CRITICAL_FULL
                : Math.min(1, CRITICAL + (1 - CRITICAL) * (share - CRITICAL_FULL) / (END_FULL - CRITICAL_FULL));
    }
}
