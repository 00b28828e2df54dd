package dev.steward.govern.advice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.govern.Looks;
import dev.steward.resource.Budget;
import dev.steward.resource.Bytes;
import dev.steward.resource.HitCurve;
import dev.steward.resource.Kind;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CacheAndLimitsAdviceTest {
    private static AdviceRules cacheWith(HitCurve curve) {
        return AdviceRules.on(Looks.at("prices", Kind.MEMORY, curve.size(), Optional.of(curve), Optional.empty())
                .seconds(600, 0, Bytes.mib(8), 0, 10, 0));
    }

    @Test
    void aCacheOnTheSteepPartOfItsHitCurveIsTooSmall() {
        assertThat(cacheWith(new HitCurve(Bytes.mib(8), 6_000, 4_000, 2_000)).advice())
                .singleElement()
                .satisfies(advice -> {
                    assertThat(advice.rule()).isEqualTo("cache-too-small");
                    assertThat(advice.measured())
                            .startsWith("60 % of 10000 lookups found a value with 8.0 MiB; another 20 %");
                    assertThat(advice.change()).isEqualTo("raise its bound to 16.0 MiB");
                    assertThat(advice.effect())
                            .isEqualTo("about 80 % of lookups would find a value, and what is behind it would be asked"
                                    + " 50 % less");
                });
    }

    @Test
    void aCacheOnTheFlatPartIsNotNamed() {
        assertThat(cacheWith(new HitCurve(Bytes.mib(8), 6_000, 4_000, 300)).advice())
                .isEmpty();
        assertThat(cacheWith(new HitCurve(Bytes.mib(8), 60, 40, 40)).advice()).isEmpty();
    }

    private static Surroundings container(long heapMib, int processors) {
        return new Surroundings(
                Bytes.mib(heapMib),
                OptionalLong.of(Bytes.mib(512)),
                processors,
                OptionalDouble.of(1.5),
                OptionalLong.of(200),
                OptionalLong.of(1_024));
    }

    @Test
    void aHeapThatMayOutgrowItsContainerContradictsIt() {
        assertThat(AdviceRules.none().within(container(500, 2)).advice())
                .singleElement()
                .satisfies(advice -> {
                    assertThat(advice.rule()).isEqualTo("limits-inconsistent");
                    assertThat(advice.measured()).contains("500 MiB").contains("512 MiB");
                });
        assertThat(AdviceRules.none().within(container(384, 2)).advice()).isEmpty();
    }

    @Test
    void moreProcessorsThanTheQuotaContradictIt() {
        assertThat(AdviceRules.none().within(container(384, 8)).advice())
                .singleElement()
                .extracting(Advice::change)
                .isEqualTo("set -XX:ActiveProcessorCount=2, or raise the quota");
    }

    @Test
    void budgetsThatPromiseMoreThanThereIsContradictIt() {
        AdviceRules rules = AdviceRules.none()
                .within(container(384, 2))
                .budget(Budget.of(Kind.MEMORY, "memory", Bytes.gib(1)))
                .budget(Budget.of(Kind.THREADS, "threads", 500))
                .budget(Budget.of(Kind.FILES, "files", 1_000))
                .budget(Budget.unlimited(Kind.CONNECTIONS, "connections"));
        assertThat(rules.advice()).extracting(Advice::subject).containsExactly("budget memory", "budget threads");
    }

    @Test
    void whatIsReadOfThisMachineCanBeTrue(@TempDir Path nowhere) {
        assertThat(Surroundings.now().heap()).isPositive();
        assertThat(Surroundings.now().processors()).isPositive();
        assertThat(Surroundings.read(nowhere).memory()).isEmpty();
    }
}
