package dev.steward.govern.advice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.govern.Looks;
import dev.steward.resource.Bytes;
import dev.steward.resource.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;

class AdvisorTest {
    private static List<Advice> adviceOn(Looks looks) {
        return AdviceRules.on(looks).advice();
    }

    @Test
    void aPoolThatIsNeverHalfInUseIsTooLarge() {
        Looks looks = Looks.at("orders-db", Kind.CONNECTIONS, 40)
                .seconds(3_600, 3, 37, 0, 150, 0)
                .seconds(60, 9, 31, 0, 450, 0);
        assertThat(adviceOn(looks)).singleElement().satisfies(advice -> {
            assertThat(advice.rule()).isEqualTo("too-large");
            assertThat(advice.change()).isEqualTo("set the maximum to 9");
            assertThat(advice.measured())
                    .startsWith("at most 40, 3.1 in use on average and 9 at most, held for 19 ms each");
            assertThat(advice.effect()).contains("99 % of callers waiting");
        });
    }

    @Test
    void aPoolWhoseCallersWaitBecauseOfTheLoadIsTooSmall() {
        Looks looks = Looks.at("orders-db", Kind.CONNECTIONS, 10).seconds(600, 9, 1, 4, 450, 1);
        assertThat(adviceOn(looks)).singleElement().satisfies(advice -> {
            assertThat(advice.rule()).isEqualTo("too-small");
            assertThat(advice.change()).startsWith("set the maximum to 15");
            assertThat(advice.measured()).contains("599 callers in vain");
        });
    }

    @Test
    void aPoolWhoseLoadWouldFitIsNotToBeMadeLarger() {
        Looks looks = Looks.at("orders-db", Kind.CONNECTIONS, 10)
                .seconds(540, 2, 8, 0, 100, 0)
                .seconds(60, 10, 0, 5, 5, 2);
        assertThat(adviceOn(looks)).singleElement().extracting(Advice::rule).isEqualTo("held-too-long");
    }

    @Test
    void aPoolThatFitsGetsNoAdvice() {
        assertThat(adviceOn(Looks.at("orders-db", Kind.CONNECTIONS, 10).seconds(3_600, 5, 5, 0, 100, 0)))
                .isEmpty();
    }

    @Test
    void nothingIsSaidBeforeEnoughWasSeen() {
        assertThat(adviceOn(Looks.at("orders-db", Kind.CONNECTIONS, 40).seconds(500, 1, 5, 0, 100, 0)))
                .isEmpty();
    }

    @Test
    void nobodyIsToldAfterAMoment() {
        assertThat(adviceOn(Looks.at("orders-db", Kind.CONNECTIONS, 10).seconds(4, 9, 1, 1, 10, 0)))
                .isEmpty();
        assertThat(adviceOn(Looks.at("workers", Kind.THREADS, 8).seconds(4, 8, 0, 20, 100, 0)))
                .isEmpty();
    }

    @Test
    void memoryThatLiesIdleForAnHourIsNamed() {
        Looks looks =
                Looks.at("buffers", Kind.MEMORY, Bytes.mib(500)).seconds(4_000, Bytes.mib(2), Bytes.mib(60), 0, 1, 0);
        assertThat(adviceOn(looks)).singleElement().satisfies(advice -> {
            assertThat(advice.rule()).isEqualTo("idle-memory");
            assertThat(advice.effect()).contains("60.0 MiB would be free");
        });
    }

    @Test
    void anExecutorWhoseTasksWaitIsSaturated() {
        Looks looks = Looks.at("workers", Kind.THREADS, 8).seconds(600, 8, 0, 20, 100, 0);
        assertThat(adviceOn(looks)).singleElement().extracting(Advice::rule).isEqualTo("saturated");
    }
}
