package dev.steward.cli.show;

import dev.steward.govern.GovernorPage;
import dev.steward.ledger.Knot;
import dev.steward.ledger.Suspicion;
import dev.steward.memwatch.HeapLeak;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What came of a run: the figures of the report, as text and as JSON. Immutable.
 *
 * @param status how it ended: complete, verified (nothing was left to do), interrupted, or failed
 * @param source what was read
 * @param into where it went: database, URL without secrets, and table
 * @param records the count of records
 * @param checksum what they sum up to
 * @param leases the leases of all managed things
 * @param things the managed things, at the end of the work
 * @param budgets the budgets
 * @param faults how often each fault was done, by name
 * @param retries how often something was tried again, by what it was
 * @param deadLetters the dead-letter file
 * @param peakRssBytes the most memory that was resident, 0 when the system does not tell
 * @param gc the garbage collector
 * @param elapsed from start to end
 * @param loading the part of it that loading took
 * @param suspicions the leases that the ledger found suspicious, those that were cleared included
 * @param knots the waits that it found could not end
 * @param heapLeaks growth of the heap, and the classes that grew
 * @param squeeze what there was next to nothing of, or null
 * @param governor what the governor saw, did and has to say; empty when there was none
 * @param problems what does not add up, in sentences; empty when all is well
 */
public record Outcome(
        String status,
        String source,
        String into,
        Records records,
        Sums checksum,
        Leases leases,
        List<Thing> things,
        List<BudgetUse> budgets,
        Map<String, Long> faults,
        Map<String, Long> retries,
        String deadLetters,
        long peakRssBytes,
        Pauses gc,
        Duration elapsed,
        Duration loading,
        List<Suspicion> suspicions,
        List<Knot> knots,
        List<HeapLeak> heapLeaks,
        @Nullable Squeezed squeeze,
        Optional<GovernorPage> governor,
        List<String> problems) {

    /**
     * Records.
     *
     * @param source those the source has, what was injected included
     * @param loaded those the table has, as read back
     * @param rejected those in the dead-letter file
     * @param lost source - loaded - rejected - remaining
     * @param duplicated rows whose key another row has too
     * @param remaining those a run that was stopped has not begun
     * @param injected malformed records put there as a fault
     * @param thisRun those this run has loaded; the others were there from an earlier one
     */
    public record Records(
            long source,
            long loaded,
            long rejected,
            long lost,
            long duplicated,
            long remaining,
            long injected,
            long thisRun) {}

    /**
     * Checksums over the good records: as they left the parser, and as they stand in the table.
     *
     * @param source the one
     * @param loaded the other
     */
    public record Sums(String source, String loaded) {}

    /**
     * Leases.
     *
     * @param acquired how many were given
     * @param outstanding how many are still held
     * @param leaked how many were lost by those who held them
     */
    public record Leases(long acquired, long outstanding, long leaked) {}

    /**
     * One managed thing.
     *
     * @param name its name
     * @param type its type
     * @param kind what it holds
     * @param size how much it holds, leased and idle
     * @param inUse how much of that is leased
     * @param waiting how many wait
     * @param acquired how many leases it gave
     * @param efficiency the share that came back
     */
    public record Thing(
            String name,
            String type,
            String kind,
            long size,
            long inUse,
            long waiting,
            long acquired,
            double efficiency) {}

    /**
     * One budget.
     *
     * @param kind of what
     * @param unit what it is counted in
     * @param limit the most there may be
     * @param used what is in use
     * @param peak the most that ever was
     */
    public record BudgetUse(String kind, String unit, long limit, long used, long peak) {}

    /**
     * Pauses of the garbage collector.
     *
     * @param count how many
     * @param averageMillis how long on average
     */
    public record Pauses(long count, double averageMillis) {}

    /**
     * What there was next to nothing of.
     *
     * @param kind of what
     * @param limits how much there was, in words, as found by the run itself
     */
    public record Squeezed(String kind, List<String> limits) {}

    /** Whether nothing is lost, nothing is there twice, every lease is back and the sums agree. */
    public boolean isGood() {
        return problems.isEmpty()
                && records.lost() == 0
                && records.duplicated() == 0
                && leases.outstanding() == 0
                && checksum.source().equals(checksum.loaded());
    }

    /** Records loaded by this run in a second of loading. */
    public double recordsPerSecond() {
        double seconds = loading.toNanos() / 1e9;
        return seconds <= 0 ? 0 : records.thisRun() / seconds;
    }

    /** How many faults were done altogether. */
    public long faultsInjected() {
        return faults.values().stream().mapToLong(Long::longValue).sum();
    }
}
