package dev.steward.cli.show;

import dev.steward.ledger.Knot;
import dev.steward.ledger.Suspicion;
import dev.steward.resource.Bytes;
import dev.steward.resource.Durations;
import dev.steward.resource.Site;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** An outcome as text for a person. Stateless. */
public final class TextReport {
    private TextReport() {}

    /** The report, with a line end behind each line. */
    public static String of(Outcome outcome) {
        StringBuilder text = new StringBuilder();
        Outcome.Records records = outcome.records();
        line(text, "");
        line(
                text,
                "Migration " + outcome.status() + " in " + Durations.format(outcome.elapsed()) + ": " + outcome.source()
                        + " -> " + outcome.into());
        line(
                text,
                "  records   %,d in the source, %,d loaded, %,d rejected, %,d lost, %,d duplicated%s",
                records.source(),
                records.loaded(),
                records.rejected(),
                records.lost(),
                records.duplicated(),
                records.remaining() > 0 ? String.format(Locale.ROOT, ", %,d not begun", records.remaining()) : "");
        line(text, "  this run  %,d records, %,d a second", records.thisRun(), Math.round(outcome.recordsPerSecond()));
        line(
                text,
                "  checksum  source %s, read back %s: %s",
                outcome.checksum().source(),
                outcome.checksum().loaded(),
                outcome.checksum().source().equals(outcome.checksum().loaded()) ? "the same" : "NOT THE SAME");
        line(
                text,
                "  leases    %,d acquired, %,d outstanding, %,d leaked and found",
                outcome.leases().acquired(),
                outcome.leases().outstanding(),
                outcome.leases().leaked());
        if (outcome.faultsInjected() > 0) {
            line(text, "  faults    %,d injected: %s", outcome.faultsInjected(), counts(outcome.faults()));
        }
        line(text, "  retries   %s", counts(outcome.retries()));
        if (records.rejected() > 0) {
            line(text, "  rejects   see %s", outcome.deadLetters());
        }
        line(
                text,
                "  memory    %s resident at most; %,d GC pauses, %.1f ms on average",
                outcome.peakRssBytes() == 0 ? "unknown" : Bytes.format(outcome.peakRssBytes()),
                outcome.gc().count(),
                outcome.gc().averageMillis());
        squeeze(text, outcome);
        if (outcome.governor().isPresent()) {
            things(text, outcome);
            budgets(text, outcome);
        }
        outcome.governor().ifPresent(page -> GovernorText.lines(page).forEach(each -> line(text, "%s", each)));
        Alike.lines(outcome.suspicions(), TextReport::sort).forEach(each -> line(text, "  SUSPECT   %s", each));
        Alike.lines(outcome.knots(), TextReport::sort).forEach(each -> line(text, "  KNOT      %s", each));
        outcome.heapLeaks().forEach(leak -> line(text, "  HEAP      " + leak));
        outcome.problems().forEach(problem -> line(text, "  PROBLEM   " + problem));
        return text.toString();
    }

    private static Object sort(Suspicion suspicion) {
        Site site = suspicion.site();
        return List.of(
                suspicion.verdict(),
                suspicion.owner(),
                suspicion.isOpen(),
                site == null ? suspicion.holder() : site.toString());
    }

    private static Object sort(Knot knot) {
        return List.of(
                knot.sort(),
                knot.isOpen(),
                knot.members().stream().map(Knot.Member::waitsFor).collect(Collectors.toSet()));
    }

    private static void squeeze(StringBuilder text, Outcome outcome) {
        Outcome.Squeezed squeeze = outcome.squeeze();
        if (squeeze != null) {
            line(text, "  squeezed  %s: %s", squeeze.kind(), String.join(", ", squeeze.limits()));
        }
        if (outcome.governor().isEmpty()) {
            line(text, "  governor  none: this run was ungoverned, and without budgets");
        }
    }

    private static void things(StringBuilder text, Outcome outcome) {
        line(
                text,
                "  %-10s %-14s %12s %10s %8s %12s %11s",
                "managed",
                "kind",
                "size",
                "in use",
                "waiting",
                "leases",
                "efficiency");
        for (Outcome.Thing thing : outcome.things()) {
            boolean bytes = thing.kind().equals("memory");
            line(
                    text,
                    "  %-10s %-14s %12s %10s %8d %,12d %10.1f%%",
                    thing.name(),
                    thing.kind(),
                    amount(thing.size(), bytes),
                    amount(thing.inUse(), bytes),
                    thing.waiting(),
                    thing.acquired(),
                    100 * thing.efficiency());
        }
    }

    private static void budgets(StringBuilder text, Outcome outcome) {
        line(text, "  %-10s %29s %10s %8s", "budget", "limit", "peak", "used");
        for (Outcome.BudgetUse budget : outcome.budgets()) {
            boolean bytes = budget.kind().equals("memory");
            line(
                    text,
                    "  %-10s %29s %10s %8s",
                    budget.kind(),
                    budget.limit() == Long.MAX_VALUE ? "none" : amount(budget.limit(), bytes),
                    amount(budget.peak(), bytes),
                    amount(budget.used(), bytes));
        }
    }

    private static String amount(long amount, boolean bytes) {
        return bytes ? Bytes.format(amount) : String.format(Locale.ROOT, "%,d", amount);
    }

    private static String counts(Map<String, Long> counts) {
        String text = counts.entrySet().stream()
                .filter(entry -> entry.getValue() > 0)
                .map(entry -> entry.getKey() + " " + entry.getValue())
                .collect(Collectors.joining(", "));
        return text.isEmpty() ? "none" : text;
    }

    private static void line(StringBuilder text, String format, Object... values) {
        text.append(values.length == 0 ? format : String.format(Locale.ROOT, format, values))
                .append('\n');
    }
}
