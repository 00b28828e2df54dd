package dev.steward.memwatch;

import dev.steward.resource.Bytes;
import dev.steward.resource.Conflicts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Describes a {@link HeapWatch}. Every option has a default that serves. Not threadsafe. */
public final class HeapWatchBuilder {
    private long thresholdBytes = Bytes.mib(100);
    private boolean histograms = true;
    private boolean histogramAtStart;
    private Duration betweenHistograms = Duration.ofMinutes(1);
    private @Nullable Path dumps;
    private int mostDumps = 1;

    HeapWatchBuilder() {}

    /**
     * By how much the heap may grow before that is looked into; 100 MB by default.
     *
     * @param bytes at least 1 MB: below that it is noise
     * @return this builder
     */
    public HeapWatchBuilder threshold(long bytes) {
        thresholdBytes = bytes;
        return this;
    }

    /**
     * Whether class histograms may be taken; they are by default. Each costs a full collection and a walk over the heap,
     * during which the program stands still: about a second for a few gigabytes. Without them growth is reported, but not
     * of what.
     *
     * @param allowed false to do without
     * @return this builder
     */
    public HeapWatchBuilder histograms(boolean allowed) {
        histograms = allowed;
        return this;
    }

    /**
     * Whether one is taken at the start, so that growth is explained at the first sight of it. Otherwise it takes two: one
     * when growth is seen, and one later. It is not by default.
     *
     * @param take true to take one
     * @return this builder
     */
    public HeapWatchBuilder histogramAtStart(boolean take) {
        histogramAtStart = take;
        return this;
    }

    /**
     * The least time between two histograms; 1 min by default.
     *
     * @param time zero or more
     * @return this builder
     */
    public HeapWatchBuilder betweenHistograms(Duration time) {
        betweenHistograms = time;
        return this;
    }

    /**
     * Has a heap dump written with each leak that is found; none is by default. A dump is as large as the heap, and may
     * hold what was secret in it.
     *
     * @param directory where to; it must be there
     * @param most how many may lie there; the eldest goes when there is one more
     * @return this builder
     */
    public HeapWatchBuilder dumps(Path directory, int most) {
        dumps = directory;
        mostDumps = most;
        return this;
    }

    /**
     * Builds it. It does not watch before {@link HeapWatch#start()}.
     *
     * @return the watch
     * @throws IllegalArgumentException if options are out of range; the message names all that are
     */
    public HeapWatch build() {
        Conflicts conflicts = new Conflicts();
        conflicts.expect(
                thresholdBytes >= Bytes.mib(1),
                "threshold: must be 1 MiB or more, got " + Bytes.format(Math.max(0, thresholdBytes)));
        conflicts.expectNotNegative("betweenHistograms", betweenHistograms);
        conflicts.expect(mostDumps >= 1, "dumps: must be 1 or more, got " + mostDumps);
        conflicts.expect(
                dumps == null || Files.isDirectory(dumps),
                "dumps: " + dumps + " is not a directory that is there; create it first");
        conflicts.expect(histograms || !histogramAtStart, "histogramAtStart: histograms are switched off");
        conflicts.refuseIfAny("a heap watch");
        return new HeapWatch(new HeapWatchOptions(
                thresholdBytes, histograms, histogramAtStart, betweenHistograms, dumps, mostDumps));
    }
}
