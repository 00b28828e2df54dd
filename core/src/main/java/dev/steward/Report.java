package dev.steward;

import dev.steward.ledger.Knot;
import dev.steward.ledger.Ledger;
import dev.steward.ledger.LedgerFields;
import dev.steward.ledger.LedgerPage;
import dev.steward.ledger.Prediction;
import dev.steward.ledger.Suspicion;
import dev.steward.platform.Json;
import dev.steward.resource.Bytes;
import dev.steward.resource.Durations;
import dev.steward.resource.Holding;
import dev.steward.resource.Kind;
import dev.steward.resource.Usage;
import dev.steward.resource.Waiting;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Everything a {@link Steward} looks after at one moment, for a person and for a program. Immutable.
 *
 * @param snapshot the figures
 * @param holdings who holds what, the longest first
 * @param waiting who waits for what
 * @param suspicions what was suspicious, that which was cleared included
 * @param knots waits that could not end, those that are gone included
 * @param predictions deadlocks that are possible by what was seen
 */
public record Report(
        Snapshot snapshot,
        List<Holding> holdings,
        List<Waiting> waiting,
        List<Suspicion> suspicions,
        List<Knot> knots,
        List<Prediction> predictions) {

    static Report of(Snapshot snapshot, Ledger ledger) {
        LedgerPage page = ledger.page();
        return new Report(
                snapshot, page.holdings(), page.waiting(), ledger.history(), ledger.knots(), ledger.predictions());
    }

    /**
     * The report for a person.
     *
     * @return some lines of text, each ended by a line break
     */
    public String text() {
        StringBuilder text = new StringBuilder();
        line(
                text,
                "%-20s %-14s %14s %14s %14s %8s %10s",
                "NAME",
                "TYPE",
                "IN USE",
                "IDLE",
                "LIMIT",
                "WAITING",
                "RETURNED");
        for (Snapshot.Thing thing : snapshot.things()) {
            Usage usage = thing.usage();
            line(
                    text,
                    "%-20s %-14s %14s %14s %14s %8d %9.1f%%",
                    thing.name(),
                    thing.type(),
                    amount(usage.kind(), usage.inUse()),
                    amount(usage.kind(), usage.idle()),
                    amount(usage.kind(), usage.limit()),
                    usage.waiting(),
                    100 * usage.efficiency());
        }
        line(text, "%n%-20s %14s %14s %14s", "BUDGET", "USED", "PEAK", "LIMIT");
        for (Snapshot.BudgetFigures budget : snapshot.budgets()) {
            line(
                    text,
                    "%-20s %14s %14s %14s",
                    budget.name(),
                    amount(budget.kind(), budget.used()),
                    amount(budget.kind(), budget.peak()),
                    amount(budget.kind(), budget.limit()));
        }
        ProcessFigures process = snapshot.process();
        line(
                text,
                "%nheap %s of %s, direct %s, %d threads, %s open files",
                Bytes.format(process.heapUsed()),
                Bytes.format(process.heapMax()),
                Bytes.format(process.directUsed()),
                process.threads(),
                process.openFiles().isPresent() ? process.openFiles().getAsLong() : "unknown");
        holdings.forEach(holding -> line(text, "held: %s by %s", holding.owner(), holding));
        waiting.forEach(waiter -> line(
                text,
                "waits: %s for %s since %s",
                waiter.waiter(),
                waiter.owner(),
                Durations.format(waiter.waitedFor())));
        suspicions.forEach(suspicion -> line(text, "suspicious: %s", suspicion));
        knots.forEach(knot -> line(text, "knot: %s", knot));
        predictions.forEach(prediction -> line(text, "warning: %s", prediction));
        return text.toString();
    }

    private static void line(StringBuilder text, String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values)).append(System.lineSeparator());
    }

    private static String amount(Kind kind, long amount) {
        if (amount == Long.MAX_VALUE) {
            return "unlimited";
        }
        return kind.equals(Kind.MEMORY) ? Bytes.format(amount) : Long.toString(amount);
    }

    /**
     * The report for a program: one JSON object with {@code at}, {@code things}, {@code budgets}, {@code process},
     * {@code holdings}, {@code waiting}, {@code suspicions}, {@code knots} and {@code predictions}. A limit that does not exist is null; times are in milliseconds.
     *
     * @return the JSON text, in one line
     */
    public String json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("at", snapshot.at());
        json.put("things", snapshot.things().stream().map(Report::fields).toList());
        json.put("budgets", snapshot.budgets().stream().map(Report::fields).toList());
        json.put("process", fields(snapshot.process()));
        json.put("holdings", holdings.stream().map(Report::fields).toList());
        json.put("waiting", waiting.stream().map(LedgerFields::of).toList());
        json.put("suspicions", suspicions.stream().map(LedgerFields::of).toList());
        json.put("knots", knots.stream().map(LedgerFields::of).toList());
        json.put("predictions", predictions.stream().map(LedgerFields::of).toList());
        return Json.write(json);
    }

    private static Map<String, Object> fields(Snapshot.Thing thing) {
        Usage usage = thing.usage();
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("name", thing.name());
        fields.put("type", thing.type());
        fields.put("kind", usage.kind().name());
        putLimit(fields, usage.limit());
        fields.put("inUse", usage.inUse());
        fields.put("idle", usage.idle());
        fields.put("waiting", usage.waiting());
        fields.put("acquired", usage.acquired());
        fields.put("returned", usage.returned());
        fields.put("timedOut", usage.timedOut());
        fields.put("efficiency", usage.efficiency());
        return fields;
    }

    private static Map<String, Object> fields(Snapshot.BudgetFigures budget) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("name", budget.name());
        fields.put("kind", budget.kind().name());
        putLimit(fields, budget.limit());
        fields.put("used", budget.used());
        fields.put("peak", budget.peak());
        return fields;
    }

    private static Map<String, Object> fields(ProcessFigures process) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("heapUsed", process.heapUsed());
        fields.put("heapMax", process.heapMax());
        fields.put("nonHeapUsed", process.nonHeapUsed());
        fields.put("directUsed", process.directUsed());
        fields.put("threads", process.threads());
        process.openFiles().ifPresent(open -> fields.put("openFiles", open));
        process.maxFiles().ifPresent(max -> fields.put("maxFiles", max));
        return fields;
    }

    private static Map<String, Object> fields(Holding holding) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("owner", holding.owner());
        fields.put("kind", holding.kind().name());
        fields.put("amount", holding.amount());
        fields.put("holder", holding.holder());
        fields.put("heldMillis", holding.heldFor().toMillis());
        fields.put("label", holding.label());
        return fields;
    }

    private static void putLimit(Map<String, Object> fields, long limit) {
        if (limit == Long.MAX_VALUE) {
            fields.put("limit", null);
        } else {
            fields.put("limit", limit);
        }
    }
}
