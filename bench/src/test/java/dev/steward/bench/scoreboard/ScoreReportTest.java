package dev.steward.bench.scoreboard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.bench.Environment;
import dev.steward.bench.scoreboard.probe.Behaviours;
import dev.steward.bench.scoreboard.probe.Probe;
import dev.steward.bench.scoreboard.probe.Verdict;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ScoreReportTest {
    private static final Environment ENVIRONMENT =
            new Environment("2026-01-02T03:04:05Z", "abc1234", "Vendor 25", "A processor", 2, "Linux amd64");
    private static final Probe SLOW = Behaviours.named("slow-connect");
    private static final Probe STALE = Behaviours.named("stale-close");

    private final Scoreboard board =
            new Scoreboard(List.of(Scoreboard.STEWARD, "hikari", "agroal"), List.of(SLOW, STALE), null);

    ScoreReportTest() {
        board.enter(Scoreboard.STEWARD, SLOW, Verdict.atMost(650, 401, "ms", ""));
        board.enter(Scoreboard.STEWARD, STALE, Verdict.pass());
        board.enter("hikari", SLOW, Verdict.atMost(650, 2026, "ms", ""));
        board.enter("hikari", STALE, Verdict.fail("shared by two"));
        board.enter("agroal", SLOW, Verdict.hung("no answer"));
    }

    @Test
    void theTableHasEverybodyAndTheSums() {
        String table = ScoreText.write(board);

        assertThat(table.lines().map(String::length).distinct()).hasSize(1);
        assertThat(table).contains("pass 401 ms", "FAIL 2,026 ms", "HUNG", "2 of 2", "0 of 2", "0 of 1");
    }

    @Test
    void theDocumentGivesTheCriterionAndTheReason() {
        assertThat(ScoreMarkdown.write(board, ENVIRONMENT))
                .contains("commit abc1234", "✓ 401 ms", "✗ 2,026 ms", "✗ hung", "hikari: shared by two")
                .contains(SLOW.criterion(), STALE.sentence(), "`hikari`, HikariCP 7.1.0: its defaults")
                .doesNotContain("vibur");
    }

    @Test
    void theJsonHasAVerdictForEachBehaviourAndPool() {
        Map<String, Object> json = ScoreJson.describe(board, "jdbc-scoreboard", true, ENVIRONMENT);

        assertThat(json)
                .containsEntry("scenario", "jdbc-scoreboard")
                .containsEntry("quick", true)
                .containsEntry("stewardPassesAll", true);
        assertThat(json.get("results"))
                .hasToString("{slow-connect={steward={outcome=pass, figure=401.0, unit=ms},"
                        + " hikari={outcome=fail, figure=2026.0, unit=ms}, agroal={outcome=hung, note=no answer}},"
                        + " stale-close={steward={outcome=pass}, hikari={outcome=fail, note=shared by two}}}");
    }

    @Test
    void stewardIsGoodOnlyIfItPassedEverything() {
        assertThat(board.isStewardGood()).isTrue();
        board.enter(Scoreboard.STEWARD, STALE, Verdict.fail("broken"));
        assertThat(board.isStewardGood()).isFalse();
        assertThat(new Scoreboard(List.of(Scoreboard.STEWARD), List.of(SLOW), null).isStewardGood())
                .isFalse();
    }
}
