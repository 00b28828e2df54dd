package dev.steward;

import dev.steward.govern.GovernorFields;
import dev.steward.ledger.LedgerFields;
import dev.steward.monitor.ProcessFields;
import dev.steward.monitor.ProcessFigures;
import dev.steward.monitor.Snapshot;
import dev.steward.resource.Usage;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a report looks like in JSON. Stateless. */
final class ReportFields {
    private ReportFields() {}

    static Map<String, Object> of(Report report) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("at", report.snapshot().at());
        json.put(
                "things",
                report.snapshot().things().stream().map(ReportFields::of).toList());
        json.put(
                "budgets",
                report.snapshot().budgets().stream().map(ReportFields::of).toList());
        json.put("cached", report.snapshot().cached());
        json.put("process", of(report.snapshot().process()));
        json.put("holdings", report.holdings().stream().map(LedgerFields::of).toList());
        json.put("waiting", report.waiting().stream().map(LedgerFields::of).toList());
        json.put(
                "suspicions", report.suspicions().stream().map(LedgerFields::of).toList());
        json.put("knots", report.knots().stream().map(LedgerFields::of).toList());
        json.put(
                "predictions",
                report.predictions().stream().map(LedgerFields::of).toList());
        json.putAll(ProcessFields.of(report.process()));
        json.putAll(GovernorFields.of(report.governor()));
        return json;
    }

    private static Map<String, Object> of(Snapshot.Thing thing) {
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

    private static Map<String, Object> of(Snapshot.BudgetFigures budget) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("name", budget.name());
        fields.put("kind", budget.kind().name());
        putLimit(fields, budget.limit());
        fields.put("used", budget.used());
        fields.put("peak", budget.peak());
        return fields;
    }

    private static Map<String, Object> of(ProcessFigures process) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("heapUsed", process.heapUsed());
        fields.put("heapMax", process.heapMax());
        fields.put("nonHeapUsed", process.nonHeapUsed());
        fields.put("directUsed", process.directUsed());
        process.stacks().ifPresent(bytes -> fields.put("stacks", bytes));
        fields.put("threads", process.threads());
        process.openFiles().ifPresent(open -> fields.put("openFiles", open));
        process.maxFiles().ifPresent(max -> fields.put("maxFiles", max));
        process.processorTime().ifPresent(time -> fields.put("processorMillis", time.toMillis()));
        process.ioWait().ifPresent(time -> fields.put("ioWaitMillis", time.toMillis()));
        fields.put("collections", process.collections());
        fields.put("collectionMillis", process.collectionTime().toMillis());
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
