package dev.steward.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steward.resource.Budget;
import dev.steward.resource.BudgetExceededException;
import dev.steward.resource.Kind;
import dev.steward.resource.Managed;
import dev.steward.resource.ResourceClosedException;
import dev.steward.testing.ManagedContract;
import dev.steward.testing.NothingLeftBehind;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(NothingLeftBehind.class)
class MemoryReservationsTest {
    private final Budget memory = Budget.of(Kind.MEMORY, "memory", 1000);
    private final MemoryReservations reservations =
            MemoryReservations.blueprint("work").buildWithin(memory);

    @Test
    void anEstimateIsAdjustedAndGivenBack() {
        try (reservations) {
            try (MemoryReservation sort = reservations.reserve("sort", 300)) {
                sort.adjust(800);
                assertThat(memory.used()).isEqualTo(800);
                assertThatThrownBy(() -> sort.adjust(1001)).isInstanceOf(BudgetExceededException.class);
                assertThat(sort.bytes()).isEqualTo(800);
                sort.adjust(100);
                assertThat(memory.used()).isEqualTo(100);
                assertThat(reservations.holdings())
                        .singleElement()
                        .satisfies(holding -> assertThat(holding.label()).isEqualTo("sort"));
            }
            assertThat(memory.used()).isZero();
        }
    }

    @Test
    void whatCannotBeReservedIsRefused() {
        try (reservations) {
            assertThatThrownBy(() -> reservations.reserve("sort", -1)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> reservations.reserve(" ", 1)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> reservations.reserve("sort", 1001))
                    .isInstanceOf(BudgetExceededException.class)
                    .hasMessageContaining("this can never fit");
            MemoryReservation sort = reservations.reserve("sort", 10);
            assertThatThrownBy(() -> sort.adjust(-1)).isInstanceOf(IllegalArgumentException.class);
            sort.close();
            sort.close();
            assertThatThrownBy(() -> sort.adjust(1))
                    .isInstanceOf(ResourceClosedException.class)
                    .hasMessageContaining("sort");
            assertThat(memory.used()).isZero();
            assertThat(reservations.usage().returned()).isEqualTo(1);
        }
    }

    @Test
    void underPressureTheLargestSpillsFirst() {
        try (reservations;
                MemoryReservation small = reservations.reserve("small", 100);
                MemoryReservation large = reservations.reserve("large", 500);
                MemoryReservation fixed = reservations.reserve("fixed", 300)) {
            List<String> asked = new ArrayList<>();
            small.spillWith(wanted -> {
                asked.add("small " + wanted);
                return 100;
            });
            large.spillWith(wanted -> {
                asked.add("large " + wanted);
                assertThat(memory.revoking()).isEqualTo(Math.min(wanted, 500));
                return 400;
            });
            assertThat(memory.revocable()).isEqualTo(600);
            assertThat(reservations.usage().idle())
                    .as("what the governor asks for")
                    .isEqualTo(600);
            assertThat(reservations.usage().inUse()).isEqualTo(300);
            assertThat(reservations.reclaim(450)).isEqualTo(500);
            assertThat(asked).containsExactly("large 450", "small 50");
            assertThat(memory.used()).isEqualTo(400);
            assertThat(fixed.bytes()).isEqualTo(300);
            assertThat(memory.revoke(1)).isEqualTo(100);
            assertThat(memory.used())
                    .as("more than is reserved is not released")
                    .isEqualTo(300);
        }
    }

    @Test
    void aSpillThatFailsFreesNothingAndIsAskedAgain() {
        try (reservations;
                MemoryReservation sort = reservations.reserve("sort", 100)) {
            sort.spillWith(wanted -> {
                throw new IOException("disk full");
            });
            assertThat(reservations.reclaim(50)).isZero();
            assertThat(memory.used()).isEqualTo(100);
            assertThat(memory.revocable()).isEqualTo(100);
            assertThat(memory.revoking()).isZero();
        }
    }

    @Test
    void aSpillIsNotAskedWhileItRuns() {
        try (reservations;
                MemoryReservation sort = reservations.reserve("sort", 100)) {
            List<Long> nested = new ArrayList<>();
            sort.spillWith(wanted -> {
                nested.add(reservations.reclaim(10));
                return 60;
            });
            assertThat(reservations.reclaim(50)).isEqualTo(60);
            assertThat(nested).containsExactly(0L);
        }
    }

    @Test
    void aMinimumIsKept() {
        Budget other = memory.child("other", 1000);
        try (reservations;
                MemoryReservations kept =
                        MemoryReservations.blueprint("kept", 200, 400).buildWithin(memory)) {
            assertThat(other.tryReserve(801)).isFalse();
            assertThat(other.tryReserve(800)).isTrue();
            kept.reserve("batch", 200).close();
            other.release(800);
        }
        assertThatThrownBy(() -> MemoryReservations.blueprint(" ", 5, 4).buildWithin(memory))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("name")
                .hasMessageContaining("minimum: it must be from 0 to the maximum, 4 bytes, got 5");
    }

    @Nested
    class Contract extends ManagedContract {
        @Override
        protected Kind kind() {
            return Kind.MEMORY;
        }

        @Override
        protected Managed build(Budget budget) {
            return MemoryReservations.blueprint("work").buildWithin(budget);
        }

        @Override
        protected Held hold(Managed managed) {
            return ((MemoryReservations) managed).reserve("batch", 100, Duration.ofSeconds(5))::close;
        }

        @Override
        protected boolean keepsIdle() {
            return false;
        }
    }

    @Test
    void whoCouldUseMoreLeavesAThirdOfWhatIsFree() {
        Budget memory = Budget.of(Kind.MEMORY, "memory", 1_000);
        Budget kept = memory.child("kept", 100, 100);
        try (MemoryReservations work = MemoryReservations.blueprint("work").buildWithin(memory);
                MemoryReservation first = work.reserveUpTo("first", 10, 10_000);
                MemoryReservation second = work.reserveUpTo("second", 10, 10_000);
                MemoryReservation modest = work.reserveUpTo("modest", 10, 20);
                MemoryReservation last = work.reserveUpTo("last", 75, 10_000)) {
            assertThat(first.bytes()).isEqualTo(600);
            assertThat(second.bytes()).isEqualTo(200);
            assertThat(modest.bytes()).isEqualTo(20);
            assertThat(last.bytes()).isEqualTo(75);
            assertThat(work.budget().free()).isEqualTo(5);
            assertThat(kept.free()).isEqualTo(100);
            assertThatThrownBy(() -> work.reserveUpTo("none", 10, 10)).isInstanceOf(BudgetExceededException.class);
            assertThatThrownBy(() -> work.reserveUpTo("reversed", 10, 9)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(memory.used()).isZero();
        kept.close();
    }
}
