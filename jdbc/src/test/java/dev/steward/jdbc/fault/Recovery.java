package dev.steward.jdbc.fault;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * How a pool came through a fault. Immutable.
 *
 * @param fault what happened
 * @param recoveryMillis from the end of the fault until every user had succeeded again
 * @param longestMillis the longest that one request took, from asking for a connection to knowing the outcome
 * @param succeeded requests whose users were told so
 * @param failed requests of which nothing was written
 * @param unknown requests whose connection broke at the commit
 */
record Recovery(String fault, long recoveryMillis, long longestMillis, long succeeded, long failed, long unknown) {
    private static final Path DIRECTORY = Path.of("target", "faults");

    static Recovery of(String fault, long recoveryMillis, Account account) {
        long longest =
                account.all().stream().mapToLong(Request::tookMillis).max().orElse(0);
        return new Recovery(
                fault,
                recoveryMillis,
                longest,
                account.count(Request.Outcome.SUCCEEDED),
                account.count(Request.Outcome.FAILED),
                account.count(Request.Outcome.UNKNOWN));
    }

    /** One line of the table, in a file of its own. */
    void record() throws IOException {
        System.out.println("fault: " + this);
        Files.createDirectories(DIRECTORY);
        Files.write(
                DIRECTORY.resolve(fault.replaceAll("[^A-Za-z0-9]+", " ").strip().replace(' ', '-') + ".txt"),
                List.of(String.format(
                        Locale.ROOT,
                        "%-52s recovery %6d ms  longest %6d ms  succeeded %6d  failed %5d  unknown %3d",
                        fault,
                        recoveryMillis,
                        longestMillis,
                        succeeded,
                        failed,
                        unknown)));
    }
}
