package dev.steward.cli.migrate;

import dev.steward.Steward;
import dev.steward.work.Workers;
import java.time.Duration;

/**
 * The workers of each stage.
 *
 * @param fetchers fetch pages
 * @param parsers parse and check
 * @param loaders load
 * @param inFlight how many pages may be under way; every queue has room for all of them, so no stage waits for a place
 */
record Crews(Workers fetchers, Workers parsers, Workers loaders, int inFlight) {
    private static final Duration TASK_TIMEOUT = Duration.ofMinutes(10);
    private static final int PAGES_PER_WORKER = 4;

    static Crews of(Steward steward, int workers) {
        int inFlight = PAGES_PER_WORKER * workers;
        int cores = Runtime.getRuntime().availableProcessors();
        return new Crews(
                steward.manage(Workers.ioBound("fetch")
                        .threads(workers)
                        .queue(inFlight)
                        .taskTimeout(TASK_TIMEOUT)),
                steward.manage(Workers.cpuBound("parse")
                        .threads(Math.min(workers, cores))
                        .queue(inFlight)
                        .taskTimeout(TASK_TIMEOUT)),
                steward.manage(
                        Workers.ioBound("load").threads(workers).queue(inFlight).taskTimeout(TASK_TIMEOUT)),
                inFlight);
    }
}
