package dev.steward.bench.scoreboard;

import dev.steward.bench.scoreboard.probe.Probe;
import dev.steward.bench.scoreboard.probe.Verdict;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The verdicts so far, told as they come in. Threadsafe. */
public final class Scoreboard {
    public static final String STEWARD = "steward";

    private static final String STEWARD_TUNED = "steward-tuned";

    private final List<String> contestants;
    private final List<Probe> probes;
    private final @Nullable PrintStream progress;
    private final Map<String, Verdict> verdicts = new ConcurrentHashMap<>();

    /** @param progress is told of every verdict; null for nobody */
    public Scoreboard(List<String> contestants, List<Probe> probes, @Nullable PrintStream progress) {
        this.contestants = List.copyOf(contestants);
        this.probes = List.copyOf(probes);
        this.progress = progress;
    }

    void enter(String contestant, Probe probe, Verdict verdict) {
        verdicts.put(place(contestant, probe), verdict);
        if (progress != null) {
            progress.printf(
                    Locale.ROOT,
                    "jdbc-scoreboard %d/%d %s: %s %s%n",
                    verdicts.size(),
                    contestants.size() * probes.size(),
                    contestant,
                    probe.key(),
                    ScoreText.cell(verdict) + (verdict.note().isEmpty() ? "" : ", " + verdict.note()));
        }
    }

    private static String place(String contestant, Probe probe) {
        return contestant + " " + probe.key();
    }

    List<String> contestants() {
        return contestants;
    }

    List<Probe> probes() {
        return probes;
    }

    /** Null if it was not examined. */
    @Nullable
    Verdict verdict(String contestant, Probe probe) {
        return verdicts.get(place(contestant, probe));
    }

    /** How many behaviours a contestant has, of those that were judged. */
    String passed(String contestant) {
        long judged = 0;
        long passed = 0;
        for (Probe probe : probes) {
            Verdict verdict = verdict(contestant, probe);
            if (verdict != null
                    && verdict.outcome() != Verdict.Outcome.FIGURE
                    && verdict.outcome() != Verdict.Outcome.SKIPPED) {
                judged++;
                passed += verdict.isGood() ? 1 : 0;
            }
        }
        return passed + " of " + judged;
    }

    /** Whether Steward, tuned if that was examined, was examined in everything and failed in nothing. */
    public boolean isStewardGood() {
        String judged = contestants.contains(STEWARD_TUNED) ? STEWARD_TUNED : STEWARD;
        return probes.stream().allMatch(probe -> {
            Verdict verdict = verdict(judged, probe);
            return verdict != null && verdict.isGood();
        });
    }
}
