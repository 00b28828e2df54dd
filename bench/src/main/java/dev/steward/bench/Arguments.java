package dev.steward.bench;

import dev.steward.bench.scoreboard.Examiner;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What was asked for on the command line. Immutable.
 *
 * @param all whether the scenarios were asked for by the word "all", which leaves out what cannot run
 * @param json a file, "-" for standard output, or null
 * @param svg a file or null
 * @param scoreboard whether the scoreboard was asked for, which no "all" includes
 * @param markdown a file for the scoreboard or null
 * @param rounds at most so many
 * @param peers only these; empty for all
 */
record Arguments(
        List<Scenario> scenarios,
        boolean all,
        boolean quick,
        @Nullable String json,
        @Nullable String svg,
        boolean scoreboard,
        @Nullable String markdown,
        int rounds,
        List<String> peers) {
    static final String SCOREBOARD = "jdbc-scoreboard";

    private static final int ROUNDS = 5;
    private static final int QUICK_ROUNDS = 3;
    private static final int MOST_ROUNDS = 1000;

    /** What is wrong with the command line, and what would be right. */
    static final class UsageException extends Exception {
        private static final long serialVersionUID = 1;

        UsageException(String message) {
            super(message);
        }
    }

    static Arguments parse(List<String> words) throws UsageException {
        List<Scenario> scenarios = new ArrayList<>();
        boolean all = false;
        boolean quick = false;
        String json = null;
        String svg = null;
        boolean scoreboard = false;
        String markdown = null;
        int rounds = 0;
        List<String> peers = List.of();
        for (Iterator<String> rest = words.iterator(); rest.hasNext(); ) {
            String word = rest.next();
            switch (word) {
                case "--quick" -> quick = true;
                case "--json" -> json = value(word, rest);
                case "--svg" -> svg = value(word, rest);
                case "--markdown" -> markdown = value(word, rest);
                case "--rounds" -> rounds = number(word, value(word, rest));
                case "--peers" -> peers = names(value(word, rest));
                case SCOREBOARD -> scoreboard = true;
                case "all" -> all = true;
                default -> scenarios.add(scenario(word));
            }
        }
        if (scenarios.isEmpty() && !all && !scoreboard) {
            throw new UsageException("no scenario given; name one or more of " + known());
        }
        if (markdown != null && !scoreboard) {
            throw new UsageException("--markdown is for " + SCOREBOARD);
        }
        return new Arguments(
                all ? Scenarios.ALL : scenarios.stream().distinct().toList(),
                all,
                quick,
                json,
                svg,
                scoreboard,
                markdown,
                rounds > 0 ? rounds : quick ? QUICK_ROUNDS : ROUNDS,
                peers);
    }

    private static Scenario scenario(String word) throws UsageException {
        if (word.startsWith("-")) {
            throw new UsageException("unknown option " + word);
        }
        return Scenarios.named(word)
                .orElseThrow(() -> new UsageException("unknown scenario " + word + "; there are " + known()));
    }

    private static String known() {
        return String.join(", ", Scenarios.ALL.stream().map(Scenario::name).toList()) + ", " + SCOREBOARD + ", and all";
    }

    private static String value(String option, Iterator<String> rest) throws UsageException {
        if (!rest.hasNext()) {
            throw new UsageException(option + " needs a value");
        }
        return rest.next();
    }

    private static int number(String option, String value) throws UsageException {
        try {
            int number = Integer.parseInt(value);
            if (number >= 1 && number <= MOST_ROUNDS) {
                return number;
            }
        } catch (NumberFormatException notOne) {
            // Answered below, like a number out of range.
        }
        throw new UsageException(option + " must be 1 to " + MOST_ROUNDS + ", got " + value);
    }

    /** Steward always takes part: a run without it has no ratios. */
    private static List<String> names(String value) throws UsageException {
        List<String> known = Stream.concat(
                        Scenarios.ALL.stream().flatMap(scenario -> scenario.peers().stream()),
                        Examiner.names().stream())
                .distinct()
                .toList();
        List<String> names = List.of(value.split(",", -1));
        for (String name : names) {
            if (!known.contains(name)) {
                throw new UsageException("unknown peer " + name + "; there are " + String.join(", ", known));
            }
        }
        return names;
    }
}
