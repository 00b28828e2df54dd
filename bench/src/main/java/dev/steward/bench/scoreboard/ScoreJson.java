package dev.steward.bench.scoreboard;

import dev.steward.bench.Environment;
import dev.steward.bench.scoreboard.probe.Area;
import dev.steward.bench.scoreboard.probe.Behaviours;
import dev.steward.bench.scoreboard.probe.Probe;
import dev.steward.bench.scoreboard.probe.Verdict;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** The scoreboard as maps to be written as JSON. Stateless. */
public final class ScoreJson {
    private ScoreJson() {}

    public static Map<String, Object> describe(
            Scoreboard board, String scenario, boolean quick, Environment environment) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("scenario", scenario);
        json.put("title", "which behaviours each connection pool has");
        json.put("unit", "verdict");
        json.put("quick", quick);
        json.put("environment", environment.asMap());
        json.put("stewardPassesAll", board.isStewardGood());
        Map<String, Object> behaviours = new LinkedHashMap<>();
        Map<String, Object> results = new LinkedHashMap<>();
        for (Area area : Behaviours.AREAS) {
            for (Probe probe : area.probes()) {
                if (board.probes().contains(probe)) {
                    behaviours.put(probe.key(), described(area, probe));
                    results.put(probe.key(), verdicts(board, probe));
                }
            }
        }
        json.put("behaviours", behaviours);
        json.put("results", results);
        return json;
    }

    private static Map<String, Object> described(Area area, Probe probe) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("area", area.title());
        json.put("sentence", probe.sentence());
        json.put("criterion", probe.criterion());
        return json;
    }

    private static Map<String, Object> verdicts(Scoreboard board, Probe probe) {
        Map<String, Object> json = new LinkedHashMap<>();
        for (String contestant : board.contestants()) {
            Verdict verdict = board.verdict(contestant, probe);
            if (verdict != null) {
                json.put(contestant, described(verdict));
            }
        }
        return json;
    }

    private static Map<String, Object> described(Verdict verdict) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("outcome", verdict.outcome().name().toLowerCase(Locale.ROOT));
        Double figure = verdict.figure();
        if (figure != null) {
            json.put("figure", figure);
            json.put("unit", verdict.unit());
        }
        if (!verdict.note().isEmpty()) {
            json.put("note", verdict.note());
        }
        return json;
    }
}
