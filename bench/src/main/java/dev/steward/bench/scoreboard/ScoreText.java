package dev.steward.bench.scoreboard;

import dev.steward.bench.TextTable;
import dev.steward.bench.scoreboard.probe.Probe;
import dev.steward.bench.scoreboard.probe.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The scoreboard as a table for the terminal. Stateless. */
public final class ScoreText {
    private ScoreText() {}

    public static String write(Scoreboard board) {
        List<List<String>> rows = new ArrayList<>();
        List<String> head = new ArrayList<>(List.of(""));
        head.addAll(board.contestants());
        rows.add(head);
        for (Probe probe : board.probes()) {
            List<String> row = new ArrayList<>(List.of(probe.key()));
            for (String contestant : board.contestants()) {
                row.add(cell(board.verdict(contestant, probe)));
            }
            rows.add(row);
        }
        List<String> sums = new ArrayList<>(List.of("passed"));
        board.contestants().forEach(contestant -> sums.add(board.passed(contestant)));
        rows.add(sums);
        return TextTable.write(rows);
    }

    static String cell(@Nullable Verdict verdict) {
        if (verdict == null) {
            return "";
        }
        String word = switch (verdict.outcome()) {
            case PASS -> "pass";
            case FIGURE -> "";
            case FAIL -> "FAIL";
            case HUNG -> "HUNG";
            case SKIPPED -> "n/a";
        };
        return (word + " " + figure(verdict)).strip();
    }

    /** With its unit; empty without a figure. */
    static String figure(Verdict verdict) {
        Double figure = verdict.figure();
        return figure == null ? "" : String.format(Locale.ROOT, "%,.0f %s", figure, verdict.unit());
    }
}
