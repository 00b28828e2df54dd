package dev.steward.memwatch;

import dev.steward.resource.Bytes;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The heap has grown beyond the threshold, and these classes with it. Immutable.
 *
 * @param at when it was found
 * @param baselineBytes what was in use after a collection before
 * @param usedBytes what is in use after one now
 * @param bytesPerMinute how fast it has grown lately; the slope of the last measurements
 * @param growing the classes that grew the most, the largest growth first; empty when no histogram could be had
 * @param tracked the tracked objects that are still alive, the eldest first
 * @param samples where objects of the growing classes were allocated, from a flight recording, when one was running
 * @param dump the heap dump that was written; null when none was
 */
public record HeapLeak(
        Instant at,
        long baselineBytes,
        long usedBytes,
        long bytesPerMinute,
        List<ClassGrowth> growing,
        List<Tracked> tracked,
        List<String> samples,
        @Nullable Path dump) {

    private static final int TOLD = 3;

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder()
                .append("the heap grows: ")
                .append(Bytes.format(usedBytes))
                .append(" after collection, ")
                .append(Bytes.format(usedBytes - baselineBytes))
                .append(" more than before, ")
                .append(Bytes.format(Math.max(0, bytesPerMinute)))
                .append(" a minute lately");
        growing.stream().limit(TOLD).forEach(growth -> text.append("; ").append(growth));
        if (!tracked.isEmpty()) {
            text.append("; still alive: ")
                    .append(String.join(
                            ", ",
                            tracked.stream().limit(TOLD).map(Tracked::name).toList()));
        }
        samples.stream().limit(TOLD).forEach(sample -> text.append("; ").append(sample));
        if (dump != null) {
            text.append("; dump: ").append(dump);
        }
        return text.append("; next: look at what keeps these objects").toString();
    }
}
