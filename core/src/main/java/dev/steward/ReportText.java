package dev.steward;

import dev.steward.govern.Action;
import dev.steward.govern.Alert;
import dev.steward.govern.GovernorPage;
import dev.steward.monitor.ProcessFigures;
import dev.steward.monitor.ProcessPage;
import dev.steward.monitor.Snapshot;
import dev.steward.resource.Bytes;
import dev.steward.resource.Durations;
import dev.steward.resource.Kind;
import dev.steward.resource.Usage;
import java.util.List;
import java.util.Locale;

/** A report as a person reads it. Stateless. */
final class ReportText {
    /** Of the thousand that are kept; a person reads no more, and a program reads the JSON. */
    private static final int LATEST = 20;

    private ReportText() {}

    static String of(Report report) {
        StringBuilder text = new StringBuilder();
        things(text, report.snapshot());
        process(text, report.snapshot());
        process(text, report.process());
        ledger(text, report);
        governor(text, report.governor());
        return text.toString();
    }

    private static void things(StringBuilder text, Snapshot snapshot) {
        line(
                text,
                "%-20s %-14s %14s %14s %14s %8s %10s",
                "NAME",
                "TYPE",
                "IN USE",
                "IDLE",
                "LIMIT",
                "WAITING",
                "RETURNED");
        for (Snapshot.Thing thing : snapshot.things()) {
            Usage usage = thing.usage();
            line(
                    text,
                    "%-20s %-14s %14s %14s %14s %8d %9.1f%%",
                    thing.name(),
                    thing.type(),
                    amount(usage.kind(), usage.inUse()),
                    amount(usage.kind(), usage.idle()),
                    amount(usage.kind(), usage.limit()),
                    usage.waiting(),
                    100 * usage.efficiency());
        }
        line(text, "%n%-20s %14s %14s %14s", "BUDGET", "USED", "PEAK", "LIMIT");
        for (Snapshot.BudgetFigures budget : snapshot.budgets()) {
            line(
                    text,
                    "%-20s %14s %14s %14s",
                    budget.name(),
                    amount(budget.kind(), budget.used()),
                    amount(budget.kind(), budget.peak()),
                    amount(budget.kind(), budget.limit()));
        }
    }

    private static void process(StringBuilder text, Snapshot snapshot) {
        ProcessFigures process = snapshot.process();
        line(
                text,
                "%nheap %s of %s, other %s, direct %s, caches %s, %d threads, %s open files, %d collections in %s",
                Bytes.format(process.heapUsed()),
                Bytes.format(process.heapMax()),
                Bytes.format(process.nonHeapUsed()),
                Bytes.format(process.directUsed()),
                Bytes.format(snapshot.cached()),
                process.threads(),
                process.openFiles().isPresent() ? process.openFiles().getAsLong() : "unknown",
                process.collections(),
                Durations.format(process.collectionTime()));
    }

    private static void process(StringBuilder text, ProcessPage page) {
        text.append(System.lineSeparator()).append(page.memory().text());
        page.files()
                .ifPresent(files -> line(
                        text,
                        "open: %d of %s, %s, %d of the files leased; most in %s",
                        files.open(),
                        files.limit().isPresent() ? files.limit().getAsLong() : "any number",
                        files.bySort(),
                        files.leased(),
                        files.topDirectories()));
        if (!page.strays().isEmpty()) {
            line(text, "threads that nothing managed has started: %s", page.strays());
        }
        latest(page.findings()).forEach(finding -> line(text, "found: %s", finding));
    }

    private static void ledger(StringBuilder text, Report report) {
        report.holdings().forEach(holding -> line(text, "held: %s by %s", holding.owner(), holding));
        report.waiting()
                .forEach(waiter -> line(
                        text,
                        "waits: %s for %s since %s",
                        waiter.waiter(),
                        waiter.owner(),
                        Durations.format(waiter.waitedFor())));
        report.suspicions().forEach(suspicion -> line(text, "suspicious: %s", suspicion));
        report.knots().forEach(knot -> line(text, "knot: %s", knot));
        report.predictions().forEach(prediction -> line(text, "warning: %s", prediction));
    }

    private static void governor(StringBuilder text, GovernorPage page) {
        page.pressures().forEach(pressure -> line(text, "pressure: %s", pressure));
        List<Alert> alerts = page.alerts();
        latest(alerts).forEach(alert -> line(text, "alert: %s", alert));
        more(text, alerts, "alerts");
        List<Action> actions = page.actions();
        latest(actions).forEach(action -> line(text, "done: %s %s", action.at(), action));
        more(text, actions, "actions");
        page.advice().forEach(advice -> line(text, "advice: %s", advice));
    }

    private static <E> List<E> latest(List<E> all) {
        return all.subList(Math.max(0, all.size() - LATEST), all.size());
    }

    private static void more(StringBuilder text, List<?> all, String what) {
        if (all.size() > LATEST) {
            line(text, "(the latest %d of %d %s)", LATEST, all.size(), what);
        }
    }

    private static void line(StringBuilder text, String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values)).append(System.lineSeparator());
    }

    private static String amount(Kind kind, long amount) {
        if (amount == Long.MAX_VALUE) {
            return "unlimited";
        }
        return kind.equals(Kind.MEMORY) ? Bytes.format(amount) : Long.toString(amount);
    }
}
