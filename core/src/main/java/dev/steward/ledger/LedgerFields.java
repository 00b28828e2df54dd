package dev.steward.ledger;

import dev.steward.resource.Holding;
import dev.steward.resource.Waiting;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the parts of the ledger look like in JSON; times are in milliseconds. Stateless. */
public final class LedgerFields {
    private LedgerFields() {}

    /**
     * A lease that is held.
     *
     * @param holding the holding
     * @return its fields
     */
    public static Map<String, Object> of(Holding holding) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("owner", holding.owner());
        fields.put("kind", holding.kind().name());
        fields.put("amount", holding.amount());
        fields.put("holder", holding.holder());
        fields.put("heldMillis", holding.heldFor().toMillis());
        if (holding.site() != null) {
            fields.put("site", holding.site().path());
        }
        if (!holding.label().isEmpty()) {
            fields.put("label", holding.label());
        }
        return fields;
    }

    /**
     * A caller that waits.
     *
     * @param waiting the caller
     * @return its fields
     */
    public static Map<String, Object> of(Waiting waiting) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("owner", waiting.owner());
        fields.put("kind", waiting.kind().name());
        fields.put("amount", waiting.amount());
        fields.put("waiter", waiting.waiter());
        fields.put("waitedMillis", waiting.waitedFor().toMillis());
        return fields;
    }

    /**
     * A suspicion.
     *
     * @param suspicion the suspicion
     * @return its fields; {@code kind} is the verdict
     */
    public static Map<String, Object> of(Suspicion suspicion) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("kind", suspicion.verdict().name());
        fields.put("owner", suspicion.owner());
        fields.put("thread", suspicion.holder());
        fields.put("site", suspicion.site() == null ? "" : suspicion.site().path());
        fields.put("heldMillis", suspicion.heldFor().toMillis());
        fields.put("amount", suspicion.amount());
        fields.put("label", suspicion.label());
        fields.put(
                "stack",
                suspicion.stack().stream().map(StackTraceElement::toString).toList());
        fields.put("reported", suspicion.reported().toString());
        fields.put("open", suspicion.isOpen());
        fields.put("outcome", suspicion.outcome());
        return fields;
    }

    /**
     * A knot.
     *
     * @param knot the knot
     * @return its fields
     */
    public static Map<String, Object> of(Knot knot) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("kind", knot.sort().name());
        fields.put("situation", knot.situation());
        fields.put("members", knot.members().stream().map(LedgerFields::of).toList());
        fields.put("behind", knot.behind());
        fields.put("broken", knot.broken() == null ? "" : knot.broken());
        fields.put("reported", knot.reported().toString());
        fields.put("open", knot.isOpen());
        return fields;
    }

    private static Map<String, Object> of(Knot.Member member) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("name", member.name());
        fields.put("holds", List.copyOf(member.holds()));
        fields.put("waitsFor", member.waitsFor());
        return fields;
    }

    /**
     * A prediction.
     *
     * @param prediction the prediction
     * @return its fields
     */
    public static Map<String, Object> of(Prediction prediction) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("kind", prediction.sort().name());
        fields.put("owners", prediction.owners());
        fields.put("text", prediction.text());
        return fields;
    }
}
