package dev.steward.bench;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Measures all competitors of a scenario in rounds: in each of them everybody once, in a fresh process, beginning with
 * another one each time. A machine that gets slower for a minute then slows everybody, not the one whose turn it was.
 */
final class Rounds {
    /** A quick run begins no round that would take it beyond this. */
    private static final long QUICK_SECONDS = 38;

    private final boolean quick;
    private final int most;
    private final PrintStream progress;

    Rounds(boolean quick, int most, PrintStream progress) {
        this.quick = quick;
        this.most = most;
        this.progress = progress;
    }

    Outcome run(Scenario scenario, List<String> peers) throws InterruptedException {
        Map<String, List<Sample>> samples = new LinkedHashMap<>();
        peers.forEach(peer -> samples.put(peer, new ArrayList<>()));
        Map<String, String> failures = new LinkedHashMap<>();
        long began = System.nanoTime();
        int done = 0;
        do {
            for (int i = 0; i < peers.size(); i++) {
                measure(scenario, peers.get((i + done) % peers.size()), done + 1, samples, failures);
            }
            done++;
        } while (done < most && !(quick && isTooLateFor(System.nanoTime() - began, done)));
        samples.values().removeIf(List::isEmpty);
        return new Outcome(scenario, done, samples, failures);
    }

    private static boolean isTooLateFor(long elapsedNanos, int roundsDone) {
        return elapsedNanos + elapsedNanos / roundsDone > TimeUnit.SECONDS.toNanos(QUICK_SECONDS);
    }

    private void measure(
            Scenario scenario, String peer, int round, Map<String, List<Sample>> samples, Map<String, String> failures)
            throws InterruptedException {
        if (failures.containsKey(peer)) {
            return;
        }
        String told;
        try {
            Sample sample = scenario.gauge().measure(peer, quick);
            samples.getOrDefault(peer, new ArrayList<>()).add(sample);
            told = String.format(Locale.ROOT, "%.2f %s", sample.value(), scenario.unit());
        } catch (InterruptedException interrupted) {
            throw interrupted;
        } catch (Exception thrown) {
            failures.put(peer, String.valueOf(thrown.getMessage()));
            told = "failed: " + thrown.getMessage();
        }
        progress.printf(Locale.ROOT, "%s, round %d: %-18s %s%n", scenario.name(), round, peer, told);
    }
}
