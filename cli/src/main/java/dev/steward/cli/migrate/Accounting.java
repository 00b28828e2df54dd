package dev.steward.cli.migrate;

import dev.steward.Steward;
import dev.steward.cli.fault.FaultKind;
import dev.steward.cli.fault.Faults;
import dev.steward.cli.load.Checksum;
import dev.steward.cli.load.Committed;
import dev.steward.cli.load.ReadBack;
import dev.steward.cli.show.Outcome;
import dev.steward.cli.source.PagePlan;
import dev.steward.ledger.Verdict;
import dev.steward.memwatch.HeapLeak;
import dev.steward.resource.Managed;
import dev.steward.resource.Usage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Adds up what came of a run. Each figure comes from where it is a fact: counts of the source from its index, counts of
 * the table from the table. Confined.
 */
final class Accounting {
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final long COLLECT_AFTER_NANOS = TimeUnit.MILLISECONDS.toNanos(300);
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private final Owner owner;
    private final PagePlan plan;
    private final Committed earlier;
    private final Tally tally;
    private final ReadBack readBack;
    private final Map<String, Long> faultCounts = new LinkedHashMap<>();
    private final Map<String, Long> retries = new LinkedHashMap<>();
    private List<HeapLeak> heapLeaks = List.of();
    private String into = "";
    private String letters = "";
    private String status = "";
    private Duration elapsed = Duration.ZERO;
    private Duration loading = Duration.ZERO;
    private Outcome.@Nullable Squeezed squeeze;

    Accounting(Owner owner, PagePlan plan, Committed earlier, Tally tally, ReadBack readBack) {
        this.owner = owner;
        this.plan = plan;
        this.earlier = earlier;
        this.tally = tally;
        this.readBack = readBack;
    }

    Accounting faults(Faults faults) {
        for (FaultKind kind : FaultKind.values()) {
            faultCounts.put(kind.label(), faults.count(kind));
        }
        return this;
    }

    Accounting heapLeaks(List<HeapLeak> found) {
        heapLeaks = found;
        return this;
    }

    Accounting retries(long http, long database) {
        retries.put("http", http);
        retries.put("database", database);
        return this;
    }

    Accounting names(String target, Path deadLetters) {
        into = target;
        letters = deadLetters.toString();
        return this;
    }

    Accounting squeezed(@Nullable Squeeze by, Limits limits) {
        boolean governed = owner.steward().isPresent();
        squeeze = by == null ? null : new Outcome.Squeezed(by.toString(), by.limits(limits, governed));
        return this;
    }

    Accounting status(String how) {
        status = how;
        return this;
    }

    Accounting times(Duration all, Duration loadingOnly) {
        elapsed = all;
        loading = loadingOnly;
        return this;
    }

    Outcome outcome() {
        long rejected = earlier.rejected() + tally.rejected();
        long injected = earlier.injected() + tally.injected();
        long begun = earlier.records() + tally.loaded() + rejected;
        long source = plan.records() == PagePlan.UNKNOWN ? begun : plan.records() + injected;
        long duplicated = readBack.rows() - readBack.distinct();
        long remaining = status.equals("interrupted") ? source - begun : 0;
        long lost = source - readBack.distinct() - rejected - remaining;
        List<String> problems = new ArrayList<>();
        if (lost != 0) {
            problems.add(
                    lost > 0
                            ? lost + " records of the source are neither in the table nor in the dead-letter file"
                            : -lost + " rows of the table are not from this source: has something else written to it?");
        }
        long sum = earlier.checksum() + tally.checksum();
        if (sum != readBack.checksum()) {
            problems.add("the table's content is not what was read from the source: start over with --fresh");
        }
        long outstanding = outstanding();
        owner.steward().ifPresent(steward -> steward.ledger().look());
        if (outstanding > 0) {
            problems.add(outstanding + " leases did not come back: "
                    + managed().stream()
                            .flatMap(managed -> managed.holdings().stream())
                            .limit(3)
                            .toList());
        }
        return new Outcome(
                status,
                plan.description(),
                into,
                new Outcome.Records(
                        source, readBack.distinct(), rejected, lost, duplicated, remaining, injected, tally.loaded()),
                new Outcome.Sums(Checksum.text(sum), Checksum.text(readBack.checksum())),
                new Outcome.Leases(acquired(), outstanding, lost()),
                things(),
                budgets(),
                faultCounts,
                retries,
                letters,
                VirtualMachine.peakRssBytes(),
                VirtualMachine.pauses(),
                elapsed,
                loading,
                owner.steward().map(steward -> steward.ledger().history()).orElse(List.of()),
                owner.steward().map(steward -> steward.ledger().knots()).orElse(List.of()),
                heapLeaks,
                squeeze,
                owner.steward().map(steward -> steward.governor().page()),
                problems);
    }

    /**
     * Leases that are still out; what is on its way back gets a moment. What somebody has forgotten shows when the garbage
     * is collected, so that is done if something is out for longer than that.
     */
    private long outstanding() {
        long began = System.nanoTime();
        long held = held();
        for (long past = 0; held > 0 && past < PATIENCE_NANOS; past = System.nanoTime() - began) {
            if (past > COLLECT_AFTER_NANOS) {
                System.gc();
            }
            LockSupport.parkNanos(LOOK_NANOS);
            held = held();
        }
        return held;
    }

    private long lost() {
        Map<Verdict, Long> counts =
                owner.steward().map(steward -> steward.ledger().counts()).orElse(Map.of());
        return counts.getOrDefault(Verdict.ORPHANED, 0L) + counts.getOrDefault(Verdict.UNREACHABLE, 0L);
    }

    private List<Managed> managed() {
        return owner.steward().map(Steward::managed).orElse(List.of());
    }

    private long held() {
        return managed().stream()
                .mapToLong(managed -> managed.holdings().size())
                .sum();
    }

    private long acquired() {
        return managed().stream()
                .mapToLong(managed -> managed.usage().acquired())
                .sum();
    }

    private List<Outcome.Thing> things() {
        List<Outcome.Thing> things = new ArrayList<>();
        for (Managed managed : managed()) {
            Usage usage = managed.usage();
            things.add(new Outcome.Thing(
                    managed.name(),
                    managed.getClass().getSimpleName(),
                    managed.kind().name(),
                    usage.inUse() + usage.idle(),
                    usage.inUse(),
                    usage.waiting(),
                    usage.acquired(),
                    Math.round(usage.efficiency() * 10_000) / 10_000.0));
        }
        return things;
    }

    private List<Outcome.BudgetUse> budgets() {
        return owner.steward().map(Steward::budgets).orElse(List.of()).stream()
                .map(budget -> new Outcome.BudgetUse(
                        budget.kind().name(), budget.kind().unit(), budget.limit(), budget.used(), budget.peak()))
                .toList();
    }
}
