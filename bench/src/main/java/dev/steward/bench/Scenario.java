package dev.steward.bench;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One row of the table of {@link Scenarios}.
 *
 * @param second what the second figure of each sample is called in the JSON, if there is one
 */
record Scenario(
        String name,
        String title,
        String unit,
        boolean moreIsBetter,
        int leastJava,
        List<String> peers,
        @Nullable String second,
        Gauge gauge) {
    boolean runsOn(int java) {
        return java >= leastJava;
    }
}
