package dev.steward.bench.scoreboard;

import dev.steward.bench.scoreboard.probe.Verdict;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an examining process and the one that started it say to each other, a line at a time. The examiner asks whether it
 * may begin a probe, and for a restart of the server, and gets one word in answer; it tells verdicts. Confined to one
 * thread at a time.
 */
final class Wire {
    static final String BEGIN = "BEGIN";
    static final String RESTART = "RESTART";
    static final String VERDICT = "VERDICT";
    static final String GO = "GO";

    private static final String NONE = "-";

    private final BufferedReader in;
    private final PrintStream out;

    Wire(BufferedReader in, PrintStream out) {
        this.in = in;
        this.out = out;
    }

    /** Words without tabs. */
    void say(String... words) {
        out.println(String.join("\t", words));
        out.flush();
    }

    /** Says it, and waits for the answer. */
    void ask(String... words) throws IOException {
        say(words);
        String answer = in.readLine();
        if (!GO.equals(answer)) {
            throw new IOException("expected " + GO + " for an answer, got " + answer);
        }
    }

    /** The next thing that was said, or null at the end; other lines are passed over. */
    @Nullable
    List<String> hear() throws IOException {
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            List<String> words = List.of(line.split("\t", -1));
            if (List.of(BEGIN, RESTART, VERDICT).contains(words.get(0))) {
                return words;
            }
        }
        return null;
    }

    void say(String key, Verdict verdict) {
        Double figure = verdict.figure();
        say(
                VERDICT,
                key,
                verdict.outcome().name(),
                figure == null ? NONE : String.valueOf(figure),
                oneLine(verdict.unit()),
                oneLine(verdict.note()));
    }

    static Verdict verdict(List<String> words) {
        String figure = words.get(3);
        return new Verdict(
                Verdict.Outcome.valueOf(words.get(2)),
                figure.equals(NONE) ? null : Double.valueOf(figure),
                words.get(4),
                words.get(5));
    }

    private static String oneLine(String text) {
        String line = text.replaceAll("\\s+", " ").strip();
        return line.length() > 160 ? line.substring(0, 157) + "..." : line;
    }
}
