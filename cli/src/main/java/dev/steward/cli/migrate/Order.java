package dev.steward.cli.migrate;

import dev.steward.cli.fault.FaultMode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a migration is asked to do. Immutable.
 *
 * @param source a file or a URL, null for the data that is shipped
 * @param into a JDBC URL, null for the embedded database
 * @param user the database user, null for the driver's default
 * @param password the database password, null for none
 * @param table the table's name, null to name it after the source
 * @param records how many records to take, null for those there are
 * @param workers how many threads each stage has
 * @param pool how many database connections
 * @param batch how many rows are sent at once
 * @param pageSize how many records make a page
 * @param memory the memory budget in bytes
 * @param faults how much goes wrong on purpose
 * @param direct whether a file is read without the page server
 * @param port where the page server listens, 0 for any free port
 * @param duration how long to go on repeating the input, null for once through
 * @param lookups what to enrich the records with
 * @param data the directory of the embedded database
 * @param deadLetters the dead-letter file, null for the default place
 * @param fresh whether to drop what an earlier run left
 * @param squeeze what there is next to nothing of, null for nothing
 * @param governed whether the run has an owner with limits, and a governor
 */
public record Order(
        @Nullable String source,
        @Nullable String into,
        @Nullable String user,
        @Nullable String password,
        @Nullable String table,
        @Nullable Long records,
        int workers,
        int pool,
        int batch,
        int pageSize,
        long memory,
        FaultMode faults,
        boolean direct,
        int port,
        @Nullable Duration duration,
        List<LookupFile> lookups,
        Path data,
        @Nullable Path deadLetters,
        boolean fresh,
        @Nullable Squeeze squeeze,
        boolean governed) {

    /**
     * A lookup.
     *
     * @param column the column whose value is looked up
     * @param file the reference: keys in the first column, what they stand for in the second
     */
    public record LookupFile(String column, Path file) {}

    /** Leaves the password out. */
    @Override
    public String toString() {
        return "migration of " + (source == null ? "the shipped data" : source);
    }
}
