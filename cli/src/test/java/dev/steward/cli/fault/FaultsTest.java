package dev.steward.cli.fault;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class FaultsTest {
    private static long strikes(Faults faults, FaultKind kind, long pages) {
        long strikes = 0;
        for (long page = 0; page < pages; page++) {
            strikes += faults.strikes(kind, page) ? 1 : 0;
        }
        return strikes;
    }

    @Test
    void allOfThemStrikeAtLeastOnceHoweverFewPagesThereAre() {
        for (long pages : new long[] {1, 3, 10, 11, 1_000}) {
            Faults faults = new Faults(FaultMode.ALL, pages);
            for (FaultKind kind : FaultKind.values()) {
                // No run survives a heap leak if it is only long enough, so that has a mode of its own.
                if (kind != FaultKind.HEAP_LEAK) {
                    assertThat(strikes(faults, kind, pages))
                            .as(kind + " in " + pages)
                            .isBetween(1L, 13L);
                }
            }
            assertThat(strikes(new Faults(FaultMode.HEAP_LEAK, pages), FaultKind.HEAP_LEAK, pages))
                    .isPositive();
        }
    }

    @Test
    void aPageIsStruckOnceAndTheSecondTrySucceeds() {
        Faults faults = new Faults(FaultMode.ALL, 1);
        assertThat(faults.strikes(FaultKind.HTTP_500, 0)).isTrue();
        assertThat(faults.strikes(FaultKind.HTTP_500, 0)).isFalse();
        assertThat(faults.hasBadRow(0)).isEqualTo(faults.hasBadRow(0)).isTrue();
    }

    @Test
    void noneMeansNone() {
        Faults faults = new Faults(FaultMode.NONE, 1_000);
        for (FaultKind kind : FaultKind.values()) {
            assertThat(strikes(faults, kind, 1_000)).isZero();
        }
        assertThat(faults.total()).isZero();
    }
}
