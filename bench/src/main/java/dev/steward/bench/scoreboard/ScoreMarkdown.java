package dev.steward.bench.scoreboard;

import dev.steward.bench.Environment;
import dev.steward.bench.TextTable;
import dev.steward.bench.scoreboard.contestant.Contestant;
import dev.steward.bench.scoreboard.contestant.Contestants;
import dev.steward.bench.scoreboard.probe.Area;
import dev.steward.bench.scoreboard.probe.Behaviours;
import dev.steward.bench.scoreboard.probe.Probe;
import dev.steward.bench.scoreboard.probe.Verdict;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The scoreboard as a document. Stateless. */
public final class ScoreMarkdown {
    private static final String HEAD = """
            # The scoreboard of the connection pools

            Written by `bench/run jdbc-scoreboard --markdown docs/jdbc-scoreboard.md`; not to be edited by hand. What it does and how
            it stays fair is told in [benchmarks](benchmarks.md#the-scoreboard-of-the-connection-pools).

            """;

    private static final String LEGEND = """
            .

            ✓ has the behaviour, ✗ has not, with the figure that decided where there is one; "hung": did not answer in time; a figure
            alone is for information, nobody is judged by it; n/a: needs a later Java. Every pool is examined with its defaults and,
            as `-tuned`, with the best settings its own documentation offers. What exactly was done, and what went wrong with those
            that failed, stands below each table.

            """;

    private ScoreMarkdown() {}

    public static String write(Scoreboard board, Environment environment) {
        StringBuilder text = new StringBuilder(HEAD + environment.sentence() + LEGEND);
        text.append(sums(board));
        for (Area area : Behaviours.AREAS) {
            List<Probe> probes =
                    area.probes().stream().filter(board.probes()::contains).toList();
            if (!probes.isEmpty()) {
                text.append("\n## ")
                        .append(area.title())
                        .append("\n\n")
                        .append(table(board, probes))
                        .append('\n');
                probes.forEach(probe -> text.append(explained(board, probe)));
            }
        }
        return text.append(contestants(board)).toString();
    }

    private static String sums(Scoreboard board) {
        List<String> sums = new ArrayList<>(List.of("behaviours"));
        board.contestants().forEach(contestant -> sums.add(board.passed(contestant)));
        return TextTable.write(List.of(heads(board), sums));
    }

    private static List<String> heads(Scoreboard board) {
        List<String> heads = new ArrayList<>(List.of(""));
        heads.addAll(board.contestants());
        return heads;
    }

    private static String table(Scoreboard board, List<Probe> probes) {
        List<List<String>> rows = new ArrayList<>(List.of(heads(board)));
        for (Probe probe : probes) {
            List<String> row = new ArrayList<>(List.of(probe.sentence()));
            board.contestants().forEach(contestant -> row.add(cell(board.verdict(contestant, probe))));
            rows.add(row);
        }
        return TextTable.write(rows);
    }

    private static String cell(@Nullable Verdict verdict) {
        if (verdict == null) {
            return "";
        }
        String mark = switch (verdict.outcome()) {
            case PASS -> "✓";
            case FIGURE -> "";
            case FAIL -> "✗";
            case HUNG -> "✗ hung";
            case SKIPPED -> "n/a";
        };
        return (mark + " " + ScoreText.figure(verdict)).strip();
    }

    private static String explained(Scoreboard board, Probe probe) {
        StringBuilder text = new StringBuilder("- **")
                .append(probe.sentence())
                .append("** (`")
                .append(probe.key());
        text.append("`). ").append(probe.criterion());
        List<String> notes = new ArrayList<>();
        for (String contestant : board.contestants()) {
            Verdict verdict = board.verdict(contestant, probe);
            if (verdict != null && !verdict.note().isEmpty()) {
                notes.add(contestant + ": " + verdict.note().replace("|", "\\|"));
            }
        }
        if (!notes.isEmpty()) {
            text.append("<br>*")
                    .append(String.join("; ", notes).replace("*", "\\*"))
                    .append("*");
        }
        return text.append('\n').toString();
    }

    private static String contestants(Scoreboard board) {
        StringBuilder text = new StringBuilder("\n## Who takes part\n\n");
        text.append("Everybody is told URL, user, password, sizes and the timeout of the probe. Besides that:\n\n");
        for (Contestant contestant : Contestants.ALL) {
            if (board.contestants().contains(contestant.name())) {
                text.append("- `")
                        .append(contestant.name())
                        .append("`, ")
                        .append(contestant.product())
                        .append(": ");
                text.append(contestant.settings().isEmpty() ? "its defaults" : contestant.settings())
                        .append(".\n");
            }
        }
        return text.toString();
    }
}
