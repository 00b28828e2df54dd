package dev.steward.govern;

import dev.steward.govern.advice.Advice;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the parts of a {@link GovernorPage} look like in JSON; times are in milliseconds. Stateless. */
public final class GovernorFields {
    private GovernorFields() {}

    /**
     * All of it.
     *
     * @param page what the governor has to say
     * @return the lists {@code pressure}, {@code actions}, {@code alerts} and {@code advice}, in that order
     */
    public static Map<String, Object> of(GovernorPage page) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("pressure", page.pressures().stream().map(GovernorFields::of).toList());
        fields.put("actions", page.actions().stream().map(GovernorFields::of).toList());
        fields.put("alerts", page.alerts().stream().map(GovernorFields::of).toList());
        fields.put("advice", page.advice().stream().map(GovernorFields::of).toList());
        return fields;
    }

    private static Map<String, Object> of(Pressure pressure) {
        Map<String, Object> millis = new LinkedHashMap<>();
        for (Level level : Level.values()) {
            millis.put(level.name(), pressure.spent(level).toMillis());
        }
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("kind", pressure.kind().name());
        fields.put("level", pressure.level().name());
        fields.put("value", pressure.value());
        fields.put("cause", pressure.cause());
        fields.put("millis", millis);
        return fields;
    }

    private static Map<String, Object> of(Action action) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("at", action.at());
        fields.put("kind", action.kind().name());
        fields.put("rung", action.rung().name());
        fields.put("target", action.target());
        fields.put("did", action.did());
        // What everything is, asked for without a bound, is no number that a reader could do something with.
        fields.put("asked", action.asked() == Long.MAX_VALUE ? null : action.asked());
        fields.put("freed", action.freed());
        fields.put("rebuildMillis", millis(action.rebuildCost().toNanos()));
        fields.put("tookMillis", millis(action.took().toNanos()));
        fields.put("reason", action.reason());
        return fields;
    }

    private static Map<String, Object> of(Alert alert) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("number", alert.number());
        fields.put("subject", alert.subject());
        fields.put("kind", alert.kind().name());
        fields.put("severity", alert.severity().name());
        fields.put("value", alert.value());
        fields.put("threshold", alert.threshold());
        fields.put("says", alert.says());
        fields.put("done", alert.done());
        fields.put("raised", alert.raised());
        fields.put("ended", alert.ended());
        return fields;
    }

    private static Map<String, Object> of(Advice advice) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("subject", advice.subject());
        fields.put("rule", advice.rule());
        fields.put("measured", advice.measured());
        fields.put("change", advice.change());
        fields.put("effect", advice.effect());
        return fields;
    }

    /** To the microsecond: what is given back at once takes less than a millisecond. */
    private static double millis(long nanos) {
        return Math.round(nanos / 1e3) / 1e3;
    }
}
