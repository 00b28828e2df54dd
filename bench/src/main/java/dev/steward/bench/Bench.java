package dev.steward.bench;

import dev.steward.bench.buffer.BufferPeers;
import dev.steward.bench.peer.Peers;
import dev.steward.bench.scoreboard.Examiner;
import dev.steward.bench.scoreboard.ScoreJson;
import dev.steward.bench.scoreboard.ScoreMarkdown;
import dev.steward.bench.scoreboard.ScoreText;
import dev.steward.bench.scoreboard.Scoreboard;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The program behind {@code bench/run}. Tables and progress go to standard error; standard output is for the JSON. Ends
 * with 0, with 1 when something could not be measured or written, and with 2 when it was called wrongly.
 */
final class Bench {
    private static final int JAVA = Runtime.version().feature();

    private final Arguments arguments;
    private final Environment environment = Environment.here();

    private Bench(Arguments arguments) {
        this.arguments = arguments;
    }

    public static void main(String[] words) throws InterruptedException {
        int code;
        try {
            code = new Bench(Arguments.parse(List.of(words))).run();
        } catch (Arguments.UsageException wrong) {
            System.err.println("bench/run: " + wrong.getMessage() + ".");
            System.err.println("bench/run --help tells more.");
            code = 2;
        } catch (IOException unwritable) {
            System.err.println("bench/run: cannot write " + unwritable.getMessage());
            code = 1;
        }
        System.exit(code);
    }

    private int run() throws Arguments.UsageException, InterruptedException, IOException {
        refuseUnwritable(arguments.json());
        refuseUnwritable(arguments.svg());
        refuseUnwritable(arguments.markdown());
        List<Scenario> scenarios = runnable();
        List<Outcome> outcomes = new ArrayList<>();
        boolean complete = true;
        for (Scenario scenario : scenarios) {
            Outcome outcome =
                    new Rounds(arguments.quick(), arguments.rounds(), System.err).run(scenario, competitors(scenario));
            System.err.print("\n" + TableReport.write(outcome, environment) + "\n");
            complete &= outcome.failures().isEmpty();
            outcomes.add(outcome);
        }
        List<Map<String, Object>> all = new ArrayList<>();
        for (Outcome outcome : outcomes) {
            all.add(JsonReport.describe(outcome, arguments.quick(), environment));
        }
        if (arguments.scoreboard()) {
            Scoreboard board = examine();
            complete &= board.isStewardGood();
            all.add(ScoreJson.describe(board, Arguments.SCOREBOARD, arguments.quick(), environment));
        }
        write(arguments.json(), JsonReport.write(all));
        if (!outcomes.isEmpty()) {
            write(arguments.svg(), SvgChart.write(outcomes, environment));
        }
        return complete ? 0 : 1;
    }

    private Scoreboard examine() throws InterruptedException, IOException {
        Scoreboard board = Examiner.examine(arguments.peers(), arguments.quick(), System.err);
        System.err.print("\n### " + Arguments.SCOREBOARD + "\n\n" + environment.sentence() + ".\n\n"
                + ScoreText.write(board) + "\n");
        write(arguments.markdown(), ScoreMarkdown.write(board, environment));
        return board;
    }

    private List<Scenario> runnable() throws Arguments.UsageException {
        List<Scenario> scenarios = new ArrayList<>();
        for (Scenario scenario : arguments.scenarios()) {
            String reason = scenario.name() + " needs Java " + scenario.leastJava()
                    + " or later, because it measures virtual threads; this is Java " + JAVA;
            if (scenario.runsOn(JAVA)) {
                scenarios.add(scenario);
            } else if (arguments.all()) {
                System.err.println(reason + ": left out.");
            } else {
                throw new Arguments.UsageException(reason + ": try --jdk 25");
            }
        }
        return scenarios;
    }

    private List<String> competitors(Scenario scenario) {
        List<String> competitors = new ArrayList<>();
        for (String name : scenario.peers()) {
            if (!arguments.peers().isEmpty() && !arguments.peers().contains(name) && !name.equals(Peers.STEWARD)) {
                continue;
            }
            if (!Peers.isAvailable(name)) {
                System.err.println(name + " needs Java 21 or later, to build and to run: left out.");
            } else if (!BufferPeers.isAvailable(name)) {
                System.err.println(name + " needs Java 22 or later: left out.");
            } else {
                competitors.add(name);
            }
        }
        return competitors;
    }

    /** Told before minutes are spent on figures that have nowhere to go. */
    private static void refuseUnwritable(@Nullable String target) throws Arguments.UsageException {
        if (target == null || target.equals("-")) {
            return;
        }
        Path file = Path.of(target).toAbsolutePath();
        if (Files.isDirectory(file) || !Files.isWritable(Files.exists(file) ? file : file.getParent())) {
            throw new Arguments.UsageException("cannot write a file " + target);
        }
    }

    private static void write(@Nullable String target, String content) throws IOException {
        if (target == null) {
            return;
        }
        if (target.equals("-")) {
            System.out.print(content);
            System.out.flush();
        } else {
            Files.writeString(Path.of(target), content);
        }
    }
}
