package dev.steward.ledger;

import dev.steward.resource.Budget;
import dev.steward.resource.Conflicts;
import dev.steward.resource.Durations;
import dev.steward.resource.Managed;
import dev.steward.resource.Tracing;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Describes a {@link Ledger}. Every option has a default that serves. Not threadsafe. */
public final class LedgerBuilder {
    private final Map<String, Duration> overdueByName = new HashMap<>();
    private Duration tick = Duration.ofMillis(100);
    private Duration overdueAfter = Duration.ofMinutes(1);
    private Duration calmAfter = Duration.ofMinutes(5);
    private Duration starvationAfter = Duration.ofSeconds(5);
    private KnotPolicy knots = KnotPolicy.BREAK;
    private Tracing tracing = Tracing.SAMPLED;

    LedgerBuilder() {}

    /**
     * How often the ledger looks for what is wrong; every 100 ms by default. It reports at the second look at the latest.
     *
     * @param interval from 10 ms on
     * @return this builder
     */
    public LedgerBuilder tick(Duration interval) {
        tick = interval;
        return this;
    }

    /**
     * After what time a lease is overdue, unless its owner has a time of its own; 1 min by default. Tasks of an executor
     * are overdue by a time of their own only.
     *
     * @param limit more than zero
     * @return this builder
     */
    public LedgerBuilder overdueAfter(Duration limit) {
        overdueAfter = limit;
        return this;
    }

    /**
     * After what time a lease of one thing is overdue.
     *
     * @param owner the name of the managed thing
     * @param limit more than zero
     * @return this builder
     */
    public LedgerBuilder overdueAfter(String owner, Duration limit) {
        overdueByName.put(owner, limit);
        return this;
    }

    /**
     * How long a thing must have been without suspicion until its leases are no longer all traced; 5 min by default.
     *
     * @param time zero or more
     * @return this builder
     */
    public LedgerBuilder calmAfter(Duration time) {
        calmAfter = time;
        return this;
    }

    /**
     * After what time a wait behind a holder that could go on is reported as starvation; 5 s by default.
     *
     * @param time more than zero
     * @return this builder
     */
    public LedgerBuilder starvationAfter(Duration time) {
        starvationAfter = time;
        return this;
    }

    /**
     * What is done about deadlocks; they are broken by default.
     *
     * @param policy the policy
     * @return this builder
     */
    public LedgerBuilder knots(KnotPolicy policy) {
        knots = policy;
        return this;
    }

    /**
     * How many leases are traced while nothing is suspected; a sample by default. {@link Tracing#ALL} is the strict mode,
     * for tests: no leak escapes it, and every one is told with its site. {@link Tracing#OFF} also switches escalation off.
     *
     * @param share how many
     * @return this builder
     */
    public LedgerBuilder tracing(Tracing share) {
        tracing = share;
        return this;
    }

    /**
     * Builds it. It does not look by itself before {@link Ledger#start()}.
     *
     * @param things what it is about, asked for at every look
     * @param budgets the budgets at the top, from which all of that draws
     * @return the ledger
     * @throws IllegalArgumentException if options are out of range; the message names all that are
     */
    public Ledger build(Supplier<List<Managed>> things, Supplier<List<Budget>> budgets) {
        Conflicts conflicts = new Conflicts();
        conflicts.expect(
                tick.compareTo(Duration.ofMillis(10)) >= 0,
                "ledger tick: must be 10 ms or more, got " + Durations.format(tick));
        conflicts.expectPositive("overdueAfter", overdueAfter);
        overdueByName.forEach((owner, limit) -> conflicts.expectPositive("overdueAfter of " + owner, limit));
        conflicts.expectNotNegative("calmAfter", calmAfter);
        conflicts.expectPositive("starvationAfter", starvationAfter);
        conflicts.refuseIfAny("a ledger");
        return new Ledger(
                new LedgerOptions(
                        tick, overdueAfter, Map.copyOf(overdueByName), calmAfter, starvationAfter, knots, tracing),
                things,
                budgets);
    }
}
