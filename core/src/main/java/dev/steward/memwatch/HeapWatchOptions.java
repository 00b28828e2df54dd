package dev.steward.memwatch;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What a heap watch was built with; each is described where the builder sets it. Immutable. */
record HeapWatchOptions(
        long thresholdBytes,
        boolean histograms,
        boolean histogramAtStart,
        Duration betweenHistograms,
        @Nullable Path dumps,
        int mostDumps) {}
