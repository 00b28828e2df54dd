package dev.steward.cli.migrate;

import dev.steward.work.Workers;
import java.time.Duration;

/**
 * The workers of each stage.
 *
 * @param fetchers fetch pages
 * @param parsers parse and check
 * @param loaders load
 * @param pages what is under way; every queue has room for all of it, so no stage waits for a place
 */
record Crews(Workers fetchers, Workers parsers, Workers loaders, PagesUnderWay pages) {
    private static final Duration TASK_TIMEOUT = Duration.ofMinutes(10);
    private static final int PAGES_PER_WORKER = 4;

    static Crews of(Owner owner, Limits limits) {
        int inFlight = PAGES_PER_WORKER * limits.fetchers();
        return new Crews(
                owner.manage(Workers.ioBound("fetch")
                        .threads(limits.fetchers())
                        .queue(inFlight)
                        .taskTimeout(TASK_TIMEOUT)),
                owner.manage(Workers.cpuBound("parse")
                        .threads(limits.parsers())
                        .queue(inFlight)
                        .taskTimeout(TASK_TIMEOUT)),
                owner.manage(Workers.ioBound("load")
                        .threads(limits.loaders())
                        .queue(inFlight)
                        .taskTimeout(TASK_TIMEOUT)),
                owner.manage(PagesUnderWay.blueprint("records", Math.max(1, limits.memory() / 2), inFlight)));
    }
}
