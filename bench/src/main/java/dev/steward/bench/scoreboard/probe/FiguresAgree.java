package dev.steward.bench.scoreboard.probe;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Whether the figures in the message of a timeout are those of the moment. */
final class FiguresAgree implements Probe {
    private static final String NUMBER = "\\D{0,3}(\\d+)";
    /** Vibur's own notation: in use, idle, maximum. */
    private static final Pattern TERSE = Pattern.compile("\\((\\d+)/(\\d+)/\\d+/");

    private static final String WORDS_OF_USE = "(?:active|in use|inUse|busy|leased|taken)";

    @Override
    public String sentence() {
        return "The figures in the message of a timeout agree";
    }

    @Override
    public String criterion() {
        return "Both connections are held and one caller waits: the message or the log says how many are in use, and it is 2;"
                + " if it says how many are idle, 0; if how many wait, at least 1.";
    }

    @Override
    public Verdict run(Arena arena) throws Exception {
        DataSource pool = arena.open(arena.on(arena.trial()).timeoutMillis(1_000));
        Arena.hold(pool, 2);
        arena.forgetWhatWasSaid();
        Throwable failure = Late.failure(arena.start(pool::getConnection));
        String said = arena.said(failure);
        @Nullable Integer used = figure(said, WORDS_OF_USE);
        @Nullable Integer idle = figure(said, "idle");
        @Nullable Integer waiting = figure(said, "(?:waiting|waiters|wait)");
        Matcher terse = TERSE.matcher(said);
        if (used == null && terse.find()) {
            used = Integer.valueOf(terse.group(1));
            idle = Integer.valueOf(terse.group(2));
        }
        if (used == null) {
            return Verdict.fail("no figures: " + failure.getMessage());
        }
        if (used != 2 || (idle != null && idle != 0)) {
            return Verdict.fail("in use " + used + ", idle " + idle);
        }
        return Verdict.of(waiting == null || waiting > 0, "waiting " + waiting);
    }

    /** As in "active=2" or "2 in use". */
    private static @Nullable Integer figure(String said, String words) {
        for (String pattern : List.of("(\\d+)(?: of \\d+| / \\d+)? (?:connections )?" + words, words + NUMBER)) {
            Matcher matcher = Pattern.compile(pattern).matcher(said);
            if (matcher.find()) {
                return Integer.valueOf(matcher.group(1));
            }
        }
        return null;
    }
}
