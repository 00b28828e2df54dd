package dev.steward;

import dev.steward.govern.Governor;
import dev.steward.govern.GovernorPage;
import dev.steward.ledger.Knot;
import dev.steward.ledger.Ledger;
import dev.steward.ledger.LedgerPage;
import dev.steward.ledger.Prediction;
import dev.steward.ledger.Suspicion;
import dev.steward.monitor.ProcessPage;
import dev.steward.monitor.Snapshot;
import dev.steward.platform.Json;
import dev.steward.resource.Holding;
import dev.steward.resource.Waiting;
import java.util.List;

/**
 * Everything a {@link Steward} looks after at one moment, for a person and for a program. Immutable.
 *
 * @param snapshot the figures
 * @param holdings who holds what, the longest first
 * @param waiting who waits for what
 * @param suspicions what was suspicious, that which was cleared included
 * @param knots waits that could not end, those that are gone included
 * @param predictions deadlocks that are possible by what was seen
 * @param process where the memory of the process is, what it has open, and what should be looked at
 * @param governor what the governor sees, did and has to say
 */
public record Report(
        Snapshot snapshot,
        List<Holding> holdings,
        List<Waiting> waiting,
        List<Suspicion> suspicions,
        List<Knot> knots,
        List<Prediction> predictions,
        ProcessPage process,
        GovernorPage governor) {

    static Report of(Snapshot snapshot, Ledger ledger, ProcessPage process, Governor governor) {
        LedgerPage page = ledger.page();
        return new Report(
                snapshot,
                page.holdings(),
                page.waiting(),
                ledger.history(),
                ledger.knots(),
                ledger.predictions(),
                process,
                governor.page());
    }

    /**
     * The report for a person.
     *
     * @return some lines of text, each ended by a line break
     */
    public String text() {
        return ReportText.of(this);
    }

    /**
     * The report for a program: one JSON object with {@code at}, {@code things}, {@code budgets}, {@code process},
     * {@code holdings}, {@code waiting}, {@code suspicions}, {@code knots} and {@code predictions}, of the process
     * {@code memory}, {@code files}, {@code strayThreads} and {@code findings}, and of the governor
     * {@code pressure}, {@code actions}, {@code alerts} and {@code advice}. A limit that does not exist is null; times
     * are in milliseconds.
     *
     * @return the JSON text, in one line
     */
    public String json() {
        return Json.write(ReportFields.of(this));
    }
}
