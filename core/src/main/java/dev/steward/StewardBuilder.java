package dev.steward;

import dev.steward.govern.GovernorBuilder;
import dev.steward.govern.optimize.OptimizationPolicy;
import dev.steward.ledger.Ledger;
import dev.steward.ledger.LedgerBuilder;
import dev.steward.resource.Conflicts;
import dev.steward.resource.Durations;
import dev.steward.resource.Kind;
import dev.steward.resource.Managed;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** Describes a {@link Steward}. Not threadsafe. */
public final class StewardBuilder {
    private final Map<Kind, Long> limits = new LinkedHashMap<>();
    private Duration tick = Duration.ofSeconds(30);
    private Duration watchEvery = Duration.ofSeconds(5);
    private Duration blockedAfter = Duration.ofSeconds(10);
    private OptimizationPolicy optimization = OptimizationPolicy.usual();
    private Duration closeDeadline = Managed.CLOSE_DEADLINE;
    private Duration closeWithin = Duration.ofSeconds(25);
    private boolean shutdownHook = true;
    private GovernorBuilder governor = new GovernorBuilder();
    private LedgerBuilder ledger = Ledger.builder();

    StewardBuilder() {}

    /**
     * Limits one kind for everything this Steward manages. A kind without a limit is counted and never refused.
     *
     * @param kind the kind
     * @param amount the most that may be in use, in the kind's unit; at least 0
     * @return this builder
     */
    public StewardBuilder limit(Kind kind, long amount) {
        limits.put(kind, amount);
        return this;
    }

    /**
     * How often a snapshot is taken; every 30 s by default. The last 100 are kept.
     *
     * @param interval from 10 ms on
     * @return this builder
     */
    public StewardBuilder tick(Duration interval) {
        tick = interval;
        return this;
    }

    /**
     * How often the threads and the open files of the process are looked at, for growth and for what is blocked; every 5 s
     * by default. One look costs some microseconds for each of them.
     *
     * @param interval from 10 ms on
     * @return this builder
     */
    public StewardBuilder watchEvery(Duration interval) {
        watchEvery = interval;
        return this;
    }

    /**
     * For how long a thread may wait for a monitor before that is reported; 10 s by default.
     *
     * @param time more than zero
     * @return this builder
     */
    public StewardBuilder blockedAfter(Duration time) {
        blockedAfter = time;
        return this;
    }

    /**
     * What is given back long before there is pressure, from what was measured lately; {@link OptimizationPolicy#usual()} by
     * default.
     *
     * @param policy who decides; {@link OptimizationPolicy#NONE} for nobody
     * @return this builder
     */
    public StewardBuilder optimization(OptimizationPolicy policy) {
        optimization = policy;
        return this;
    }

    /**
     * How the ledger looks for what is wrong; as {@link LedgerBuilder} has it by default.
     *
     * @param settings the settings, {@code Ledger.builder().overdueAfter("orders", ofSeconds(10))} for instance
     * @return this builder
     */
    public StewardBuilder ledger(LedgerBuilder settings) {
        ledger = settings;
        return this;
    }

    /**
     * How long each managed thing waits for its leases when it is closed; 5 s by default.
     *
     * @param deadline zero or more
     * @return this builder
     */
    public StewardBuilder closeDeadline(Duration deadline) {
        closeDeadline = deadline;
        return this;
    }

    /**
     * How long closing may take in all; 25 s by default, because container platforms end a process after 30. What is left
     * then is closed without waiting for leases, and each for half a second at most.
     *
     * @param deadline zero or more
     * @return this builder
     */
    public StewardBuilder closeWithin(Duration deadline) {
        closeWithin = deadline;
        return this;
    }

    /**
     * How pressure is watched and responded to; by default all four rungs are in use.
     *
     * @param description the governor
     * @return this builder
     */
    public StewardBuilder governor(GovernorBuilder description) {
        governor = description;
        return this;
    }

    /**
     * Whether the end of the process closes the Steward, should the program not have done it; it does by default.
     *
     * @param install false to leave it to the program
     * @return this builder
     */
    public StewardBuilder shutdownHook(boolean install) {
        shutdownHook = install;
        return this;
    }

    /**
     * Builds it and starts its watcher.
     *
     * @return the Steward
     * @throws IllegalArgumentException if options are out of range; the message names all that are
     */
    public Steward build() {
        Conflicts conflicts = new Conflicts();
        limits.forEach((kind, amount) -> conflicts.expect(
                amount >= 0, "limit of " + kind + ": must be 0 or more " + kind.unit() + ", got " + amount));
        conflicts.expect(tick.toMillis() >= 10, "tick: must be 10 ms or more, got " + Durations.format(tick));
        conflicts.expect(
                watchEvery.toMillis() >= 10, "watchEvery: must be 10 ms or more, got " + Durations.format(watchEvery));
        conflicts.expectPositive("blockedAfter", blockedAfter);
        conflicts.expectNotNegative("closeDeadline", closeDeadline);
        conflicts.expectNotNegative("closeWithin", closeWithin);
        conflicts.refuseIfAny("a Steward");
        Steward steward = new Steward(
                limits, tick, watchEvery, blockedAfter, closeDeadline, closeWithin, optimization, governor, ledger);
        steward.start(shutdownHook);
        return steward;
    }
}
