package dev.steward.bench.scoreboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steward.bench.scoreboard.probe.Verdict;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

final class WireTest {
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    @Test
    void aVerdictSurvivesItsWayOutOfTheExaminingProcess() throws IOException {
        Verdict slow = Verdict.atMost(400, 2026.5, "ms", "served");
        wire("").say("slow-connect", slow);
        wire("").say("stale-close", Verdict.fail("a\tb\nc"));

        Wire reader = wire("noise of a pool\n" + said.toString(StandardCharsets.UTF_8));
        assertThat(Wire.verdict(Objects.requireNonNull(reader.hear()))).isEqualTo(slow);
        List<String> second = Objects.requireNonNull(reader.hear());
        assertThat(second.get(1)).isEqualTo("stale-close");
        assertThat(Wire.verdict(second)).isEqualTo(Verdict.fail("a b c"));
        assertThat(reader.hear()).isNull();
    }

    @Test
    void nobodyGoesOnWithoutAnAnswer() {
        assertThatThrownBy(() -> wire("").ask(Wire.BEGIN, "slow-connect"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("expected GO");
    }

    private Wire wire(String heard) {
        return new Wire(
                new BufferedReader(new StringReader(heard)), new PrintStream(said, true, StandardCharsets.UTF_8));
    }
}
