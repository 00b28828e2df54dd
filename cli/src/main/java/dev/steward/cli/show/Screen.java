package dev.steward.cli.show;

import dev.steward.monitor.Snapshot;
import dev.steward.resource.Bytes;
import dev.steward.resource.Durations;
import dev.steward.resource.Kind;
import dev.steward.resource.Usage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The lines of the live screen, and the one plain line where there is no screen. It draws nothing itself. Confined to
 * the thread that shows it, because the rate is taken from the look before.
 */
final class Screen {
    private static final int BAR = 24;
    private static final int EVENTS = 5;

    private final Progress progress;
    private final boolean coloured;
    private long loadedBefore;
    private long nanosBefore = System.nanoTime();
    private double rate;

    Screen(Progress progress, boolean coloured) {
        this.progress = progress;
        this.coloured = coloured;
    }

    /** The rate since the last look, smoothed. */
    private void measure() {
        long now = System.nanoTime();
        long loaded = progress.loaded();
        double seconds = (now - nanosBefore) / 1e9;
        if (seconds > 0.05) {
            double current = (loaded - loadedBefore) / seconds;
            rate = rate == 0 ? current : 0.6 * rate + 0.4 * current;
            nanosBefore = now;
            loadedBefore = loaded;
        }
    }

    String plainLine() {
        measure();
        return String.format(
                Locale.ROOT,
                "steward: %s, %,d records%s, %,d/s, %,d rejected",
                progress.phase(),
                progress.done(),
                isTotalKnown() ? String.format(Locale.ROOT, " of %,d (%.0f%%)", progress.total(), 100 * share()) : "",
                Math.round(rate),
                progress.rejected());
    }

    List<String> lines(Optional<Glance> glance) {
        measure();
        List<String> lines = new ArrayList<>();
        String left = isTotalKnown() && rate > 1
                ? ", "
                        + Durations.format(
                                Duration.ofMillis((long) (1000 * (progress.total() - progress.done()) / rate)))
                        + " left"
                : "";
        lines.add(String.format(
                Locale.ROOT,
                "%s %s %,d records, %,d/s, %,d rejected, %s%s",
                strong(progress.phase()),
                isTotalKnown() ? bar(share()) + String.format(Locale.ROOT, " %3.0f%%", 100 * share()) : "",
                progress.done(),
                Math.round(rate),
                progress.rejected(),
                Durations.format(progress.elapsed()),
                left));
        glance.ifPresent(now -> {
            lines.addAll(GovernorText.now(now));
            addFigures(lines, now);
        });
        progress.lastEvents(EVENTS).forEach(event -> lines.add("  " + event));
        return lines;
    }

    private void addFigures(List<String> lines, Glance now) {
        for (Snapshot.Thing thing : now.things()) {
            lines.add(thing(thing.name(), thing.usage()));
        }
        for (Snapshot.BudgetFigures budget : now.budgets()) {
            if (budget.limit() != Long.MAX_VALUE) {
                lines.add(String.format(
                        Locale.ROOT,
                        "  %-12s %s %s of %s, peak %s",
                        budget.kind() + " =",
                        bar((double) budget.used() / Math.max(1, budget.limit())),
                        amount(budget.kind(), budget.used()),
                        amount(budget.kind(), budget.limit()),
                        amount(budget.kind(), budget.peak())));
            }
        }
    }

    private String thing(String name, Usage usage) {
        long size = Math.max(1, usage.limit() == Long.MAX_VALUE ? usage.inUse() + usage.idle() : usage.limit());
        return String.format(
                Locale.ROOT,
                "  %-12s %s %s in use, %s idle, %d waiting, %,d leases",
                name,
                bar((double) usage.inUse() / size),
                amount(usage.kind(), usage.inUse()),
                amount(usage.kind(), usage.idle()),
                usage.waiting(),
                usage.acquired());
    }

    private boolean isTotalKnown() {
        return progress.total() != Long.MAX_VALUE && progress.total() > 0;
    }

    private double share() {
        return Math.min(1, (double) progress.done() / progress.total());
    }

    private static String amount(Kind kind, long amount) {
        return kind.equals(Kind.MEMORY) ? Bytes.format(amount) : Long.toString(amount);
    }

    private String bar(double share) {
        int full = (int) Math.round(BAR * Math.max(0, Math.min(1, share)));
        String colour = share >= 0.9 ? "31" : share >= 0.75 ? "33" : "32";
        String filled = "#".repeat(full);
        return "[" + (coloured && full > 0 ? "\u001b[" + colour + "m" + filled + "\u001b[0m" : filled)
                + "-".repeat(BAR - full) + "]";
    }

    private String strong(String text) {
        return coloured ? "\u001b[1m" + text + "\u001b[0m" : text;
    }
}
