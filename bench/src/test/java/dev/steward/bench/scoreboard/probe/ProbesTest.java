package dev.steward.bench.scoreboard.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.bench.scoreboard.contestant.Contestants;
import java.util.HashMap;
import java.util.List;
import org.junit.jupiter.api.Test;

/** That a probe tells one who has the behaviour from one who has not. */
final class ProbesTest {
    private static final PostgresServer NONE = new PostgresServer("jdbc:none", () -> {});

    @Test
    void everyBehaviourIsNamedOnceAndSaysWhatIsAsked() {
        List<Probe> all = Behaviours.all();

        assertThat(all).hasSizeGreaterThan(30);
        assertThat(all).extracting(Probe::key).doesNotHaveDuplicates().allMatch(key -> key.matches("[a-z-]+"));
        assertThat(all).extracting(Probe::sentence).doesNotHaveDuplicates().noneMatch(text -> text.endsWith("."));
        assertThat(all).extracting(Probe::criterion).allMatch(text -> text.endsWith(".") || text.endsWith(")"));
    }

    @Test
    void aStateThatLeaksIsFound() throws Exception {
        assertThat(verdict("steward", "clean-catalog").outcome()).isEqualTo(Verdict.Outcome.PASS);
        assertThat(verdict("hikari", "clean-catalog")).isEqualTo(Verdict.fail("leaks"));
        assertThat(verdict("dbcp2-tuned", "clean-catalog").outcome()).isEqualTo(Verdict.Outcome.PASS);
    }

    @Test
    void statementsLeftOpenAreCounted() throws Exception {
        assertThat(verdict("steward", "statements-closed").outcome()).isEqualTo(Verdict.Outcome.PASS);
        assertThat(verdict("tomcat", "statements-closed").figure()).isEqualTo(20.0);
    }

    @Test
    void aLateAnswerIsNoAnswer() throws Exception {
        assertThat(verdict("steward", "slow-connect").outcome()).isEqualTo(Verdict.Outcome.PASS);
        assertThat(verdict("vibur", "slow-connect").outcome()).isEqualTo(Verdict.Outcome.FAIL);
    }

    @Test
    void whatATimeoutSaysIsRead() throws Exception {
        assertThat(verdict("steward", "holders-named").outcome()).isEqualTo(Verdict.Outcome.PASS);
        assertThat(verdict("agroal", "holders-named").outcome()).isEqualTo(Verdict.Outcome.FAIL);
        assertThat(verdict("vibur", "figures-agree").outcome()).isEqualTo(Verdict.Outcome.PASS);
        assertThat(verdict("hikari", "figures-agree")).isEqualTo(Verdict.fail("waiting 0"));
    }

    private static Verdict verdict(String contestant, String key) throws Exception {
        Arena arena = new Arena(Contestants.named(contestant), NONE, new Transcript(), new HashMap<>());
        try {
            return Behaviours.named(key).run(arena);
        } finally {
            arena.clear();
        }
    }
}
