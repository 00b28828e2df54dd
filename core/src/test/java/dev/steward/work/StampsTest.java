package dev.steward.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class StampsTest {
    private final AtomicLong clock = new AtomicLong(1_000_000);
    private final Stamps stamps = new Stamps(clock::get);

    @Test
    void ofSubmissionsThatFollowCloselyOneInSixteenHasATimeOfItsOwn() {
        stamps.next(true);
        int own = 0;
        for (int i = 0; i < 160; i++) {
            clock.addAndGet(100);
            own += Stamps.isOwn(stamps.next(true)) ? 1 : 0;
        }
        assertThat(own).isEqualTo(10);
    }

    @Test
    void whatIsNotItsOwnIsTheLastReading() {
        stamps.next(true);
        clock.addAndGet(100);
        long own = stamps.next(true);
        assertThat(Stamps.isOwn(own)).isTrue();
        clock.addAndGet(100);
        long borrowed = stamps.next(true);
        assertThat(Stamps.isOwn(borrowed)).isFalse();
        assertThat(borrowed - own).isBetween(0L, 1L);
    }

    @Test
    void whereNothingElseWaitsAndWhereSubmissionsAreSlowEachHasItsOwn() {
        stamps.next(true);
        for (int i = 0; i < 40; i++) {
            clock.addAndGet(100);
            assertThat(Stamps.isOwn(stamps.next(false))).isTrue();
        }
        clock.addAndGet(50_000);
        stamps.next(false);
        for (int i = 0; i < 40; i++) {
            clock.addAndGet(5_000);
            assertThat(Stamps.isOwn(stamps.next(true))).isTrue();
        }
    }
}
