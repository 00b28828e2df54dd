package dev.steward.cli.migrate;

import org.jspecify.annotations.Nullable;

/**
 * How much of each kind a run may have. Immutable.
 *
 * @param memory bytes of pages, records and lookups
 * @param database connections to the database
 * @param http connections to the source
 * @param fetchers threads that fetch
 * @param parsers threads that parse
 * @param loaders threads that load
 * @param servers threads of the page server
 * @param files open files
 * @param threads threads altogether
 */
record Limits(
        long memory,
        int database,
        int http,
        int fetchers,
        int parsers,
        int loaders,
        int servers,
        int files,
        int threads) {
    /** Room for what is not known beforehand. */
    private static final int SPARE = 32;

    /** The dead letters are copied from one file to another. */
    private static final int FEWEST_FILES = 2;

    /** Beside the budget the heap has to hold the embedded database, and what is garbage already. */
    private static final int HEAP_PER_BUDGET = 6;

    /** Each of fetching, parsing and loading has a thread that watches for tasks that run for too long. */
    private static final int WATCHES = 3;

    /** The operator whose connection the faults come by. */
    private static final int OPERATOR = 1;

    static Limits of(Order order) {
        @Nullable Squeeze squeeze = order.squeeze();
        int workers = squeeze == Squeeze.THREADS ? 1 : order.workers();
        int cores = Runtime.getRuntime().availableProcessors();
        int parsers = Math.min(workers, cores);
        int servers = squeeze != Squeeze.THREADS ? workers + 2 : isServed(order) ? 1 : 0;
        return new Limits(
                squeeze == Squeeze.MEMORY
                        ? Math.min(order.memory(), Runtime.getRuntime().maxMemory() / HEAP_PER_BUDGET)
                        : order.memory(),
                squeeze == Squeeze.CONNECTIONS ? 1 : order.pool(),
                squeeze == Squeeze.CONNECTIONS ? 1 : workers,
                workers,
                parsers,
                workers,
                servers,
                squeeze == Squeeze.FILES ? FEWEST_FILES : 2 * order.workers() + SPARE,
                2 * workers + parsers + servers + WATCHES + (squeeze == Squeeze.THREADS ? 0 : SPARE));
    }

    /** Whether a server of its own hands out the pages. */
    private static boolean isServed(Order order) {
        return !order.direct() && !Intake.isUrl(order.source());
    }

    long connections() {
        return (long) database + http + OPERATOR;
    }
}
