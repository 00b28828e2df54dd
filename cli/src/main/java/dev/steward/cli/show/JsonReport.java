package dev.steward.cli.show;

import dev.steward.govern.GovernorFields;
import dev.steward.govern.GovernorPage;
import dev.steward.ledger.LedgerFields;
import dev.steward.memwatch.HeapLeak;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** An outcome as one line of JSON. Its fields are a contract with programs: more may come, none goes. Stateless. */
public final class JsonReport {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final GovernorPage NO_GOVERNOR = new GovernorPage(List.of(), List.of(), List.of(), List.of());

    private JsonReport() {}

    /** The line. */
    public static String of(Outcome outcome) {
        Map<String, @Nullable Object> root = new LinkedHashMap<>();
        root.put("status", outcome.status());
        root.put("source", outcome.source());
        root.put("into", outcome.into());
        root.put("governed", outcome.governor().isPresent());
        root.put("squeeze", outcome.squeeze());
        root.put("records", outcome.records());
        root.put("checksum", outcome.checksum());
        root.put("leases", outcome.leases());
        root.put("pools", outcome.things());
        root.put("budgets", outcome.budgets());
        Map<String, Object> faults = new LinkedHashMap<>();
        faults.put("injected", outcome.faultsInjected());
        faults.put("kinds", outcome.faults());
        root.put("faults", faults);
        root.put("retries", outcome.retries());
        root.put("deadLetters", outcome.deadLetters());
        root.put("memory", Map.of("peakRssBytes", outcome.peakRssBytes()));
        Map<String, Object> gc = new LinkedHashMap<>();
        gc.put("pauses", outcome.gc().count());
        gc.put("averagePauseMillis", rounded(outcome.gc().averageMillis()));
        root.put("gc", gc);
        root.put("elapsedSeconds", rounded(outcome.elapsed().toNanos() / 1e9));
        root.put("recordsPerSecond", Math.round(outcome.recordsPerSecond()));
        root.put(
                "suspicions",
                outcome.suspicions().stream().map(LedgerFields::of).toList());
        root.put("knots", outcome.knots().stream().map(LedgerFields::of).toList());
        root.put(
                "heapLeaks",
                outcome.heapLeaks().stream().map(JsonReport::fields).toList());
        root.putAll(GovernorFields.of(outcome.governor().orElse(NO_GOVERNOR)));
        root.put("problems", List.copyOf(outcome.problems()));
        return JSON.writeValueAsString(root);
    }

    private static Map<String, Object> fields(HeapLeak leak) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("baselineBytes", leak.baselineBytes());
        fields.put("usedBytes", leak.usedBytes());
        fields.put("growing", leak.growing());
        return fields;
    }

    private static double rounded(double value) {
        return Math.round(value * 1000) / 1000.0;
    }
}
