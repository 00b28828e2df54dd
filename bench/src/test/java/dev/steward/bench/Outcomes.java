package dev.steward.bench;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Outcomes to report, with invented figures. */
final class Outcomes {
    private static final Gauge NEVER_USED = (peer, quick) -> Sample.of(0);

    static final Environment ENVIRONMENT =
            new Environment("2026-01-02T03:04:05Z", "abc1234", "Vendor 25", "A <fast> & small one", 2, "Linux amd64");

    private Outcomes() {}

    /** Three rounds of Steward and the queue, and a peer that failed. */
    static Outcome throughput() {
        Map<String, List<Sample>> samples = new LinkedHashMap<>();
        samples.put("steward", List.of(Sample.of(100), Sample.of(160), Sample.of(150)));
        samples.put("ArrayBlockingQueue", List.of(Sample.of(30), Sample.of(20), Sample.of(25)));
        return new Outcome(scenario("pool-1t", null), 3, samples, Map.of("vibur", "it said \"no\""));
    }

    static Outcome fairness() {
        Map<String, List<Sample>> samples = new LinkedHashMap<>();
        samples.put("steward", List.of(fair(13, 40, 70, 100), fair(12, 55, 90, 100)));
        samples.put("stormpot", List.of(fair(25, 1500, 0, 200), fair(25, 900, 1, 300)));
        return new Outcome(scenario("pool-16t", null), 2, samples, Map.of());
    }

    /** Nothing allocated by either unless the hold escapes. */
    static Outcome allocation() {
        Map<String, List<Sample>> samples = new LinkedHashMap<>();
        samples.put("steward", List.of(new Sample(0.00001, 24.0, null)));
        samples.put("vibur", List.of(new Sample(0.0, 0.0, null)));
        return new Outcome(scenario("pool-alloc", "escaping"), 1, samples, Map.of());
    }

    private static Sample fair(double value, double longestWaitMillis, long fewest, long most) {
        return new Sample(value, null, new Fairness(longestWaitMillis, fewest, most));
    }

    private static Scenario scenario(String name, @Nullable String second) {
        return new Scenario(name, "a title", "ops/us", true, 17, List.of("steward"), second, NEVER_USED);
    }
}
