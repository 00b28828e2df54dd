package dev.steward.bench;

import dev.steward.bench.peer.Peers;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Outcomes as a picture: a panel for each scenario, a bar for each median with a line from minimum to maximum. Where
 * threads wait for each other the label tells of that too: a bar that is long because half of the threads starve must
 * not pass for a good one. Its colours follow the reader's light or dark mode. Stateless.
 */
final class SvgChart {
    private static final int WIDTH = 860;
    private static final int MARGIN = 20;
    private static final int BARS_AT = 170;
    private static final int LONGEST_BAR = 300;
    private static final int BAR = 16;
    private static final int LINE = 22;
    private static final int HEAD = 46;

    private static final String STYLE = """
            <style>
              svg { color-scheme: light dark; }
              text { font: 13px system-ui, -apple-system, "Segoe UI", sans-serif; fill: #1f2328; }
              .title { font-weight: 600; font-size: 15px; }
              .note { fill: #59636e; font-size: 12px; }
              .card { fill: #ffffff; }
              .peer { fill: #9aa7b5; }
              .own { fill: #1a7f5a; }
              .name-own { font-weight: 600; }
              .spread { stroke: #1f2328; stroke-width: 1.5; }
              @media (prefers-color-scheme: dark) {
                text { fill: #e6edf3; }
                .note { fill: #9198a1; }
                .card { fill: #0d1117; }
                .peer { fill: #5b6774; }
                .own { fill: #3fb98a; }
                .spread { stroke: #e6edf3; }
              }
            </style>
            """;

    private SvgChart() {}

    static String write(List<Outcome> outcomes, Environment environment) {
        StringBuilder panels = new StringBuilder();
        int y = MARGIN;
        for (Outcome outcome : outcomes) {
            y = appendPanel(panels, outcome, y);
        }
        appendText(panels, "note", MARGIN, y + 14, environment.sentence());
        int height = y + 14 + MARGIN;
        return String.format(
                        Locale.ROOT,
                        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\""
                                + " role=\"img\" aria-label=\"Benchmark results\">%n",
                        WIDTH,
                        height,
                        WIDTH,
                        height)
                + STYLE
                + "<rect class=\"card\" width=\"100%\" height=\"100%\" rx=\"8\"/>\n"
                + panels
                + "</svg>\n";
    }

    private static int appendPanel(StringBuilder text, Outcome outcome, int top) {
        Scenario scenario = outcome.scenario();
        appendText(text, "title", MARGIN, top + 14, scenario.name() + ": " + scenario.title());
        appendText(
                text,
                "note",
                MARGIN,
                top + 32,
                scenario.unit() + (scenario.moreIsBetter() ? ", longer is better" : ", shorter is better"));
        Map<String, Series> results = outcome.results();
        double longest =
                results.values().stream().mapToDouble(Series::max).max().orElse(0);
        int y = top + HEAD;
        for (Map.Entry<String, Series> each : results.entrySet()) {
            appendBar(text, outcome, each.getKey(), each.getValue(), longest > 0 ? LONGEST_BAR / longest : 0, y);
            y += LINE;
        }
        return y + MARGIN;
    }

    private static void appendBar(
            StringBuilder text, Outcome outcome, String name, Series series, double scale, int y) {
        boolean own = name.equals(Peers.STEWARD);
        int baseline = y + BAR - 4;
        appendText(text, own ? "name-own" : "name", MARGIN, baseline, name);
        text.append(String.format(
                Locale.ROOT,
                "<rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\" rx=\"2\"/>%n",
                own ? "own" : "peer",
                BARS_AT,
                y,
                Math.max(1, length(series.median(), scale)),
                BAR));
        double from = BARS_AT + length(series.min(), scale);
        double to = BARS_AT + length(series.max(), scale);
        text.append(String.format(
                Locale.ROOT,
                "<line class=\"spread\" x1=\"%.1f\" y1=\"%d\" x2=\"%.1f\" y2=\"%d\"/>%n",
                from,
                y + BAR / 2,
                to,
                y + BAR / 2));
        appendText(text, "value", (int) to + 8, baseline, label(outcome, name, series));
    }

    /** A figure just below zero, as noise can give in what is retained, has no bar. */
    private static double length(double value, double scale) {
        return Math.max(0, value * scale);
    }

    private static String label(Outcome outcome, String name, Series series) {
        String label = TableReport.figure(series.median());
        Fairness fairness = outcome.fairness().get(name);
        return fairness == null
                ? label
                : String.format(
                        Locale.ROOT,
                        "%s  (waits up to %,.0f ms; %,d to %,d turns)",
                        label,
                        fairness.longestWaitMillis(),
                        fairness.fewest(),
                        fairness.most());
    }

    private static void appendText(StringBuilder text, String style, int x, int y, String content) {
        String escaped = content.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
        text.append(
                String.format(Locale.ROOT, "<text class=\"%s\" x=\"%d\" y=\"%d\">%s</text>%n", style, x, y, escaped));
    }
}
