package dev.steward.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

final class OutcomeTest {
    @Test
    void theMedianIsTheMiddleValueOrTheMeanOfTheTwoThere() {
        assertThat(Series.of(List.of(3.0, 1.0, 2.0))).isEqualTo(new Series(2, 1, 3));
        assertThat(Series.of(List.of(4.0, 1.0, 2.0, 8.0))).isEqualTo(new Series(3, 1, 8));
        assertThat(Series.of(List.of(7.0))).isEqualTo(new Series(7, 7, 7));
        assertThatThrownBy(() -> Series.of(List.of())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aRatioIsStewardsMedianDividedByThePeers() {
        Outcome outcome = Outcomes.throughput();

        assertThat(outcome.ratio("ArrayBlockingQueue").orElseThrow()).isCloseTo(150 / 25.0, within(1e-9));
        assertThat(outcome.ratio("vibur")).isEmpty();
    }

    @Test
    void nothingDividedByNothingIsNoRatio() {
        assertThat(Outcomes.allocation().ratio("vibur")).isEmpty();
    }

    @Test
    void fairnessIsThatOfTheWorstRound() {
        Outcome outcome = Outcomes.fairness();

        assertThat(outcome.fairness().get("steward")).isEqualTo(new Fairness(55, 70, 100));
        assertThat(outcome.fairness().get("stormpot")).isEqualTo(new Fairness(1500, 0, 200));
        assertThat(Outcomes.throughput().fairness()).isEmpty();
    }

    @Test
    void aSampleSurvivesItsWayOutOfTheMeasuringProcess() {
        assertThat(Fork.parse("SAMPLE 1.5 null null")).isEqualTo(Sample.of(1.5));
        assertThat(Fork.parse(Fork.format(new Sample(2, -0.25, new Fairness(3.5, 4, 5)))))
                .isEqualTo(new Sample(2, -0.25, new Fairness(3.5, 4, 5)));
    }
}
