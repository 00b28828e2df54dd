package dev.steward.resource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steward.testing.NothingLeftBehind;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(NothingLeftBehind.class)
class BudgetPromisesTest {
    private static List<Budget> leavesOfADeepTree(Budget root) {
        List<Budget> leaves = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            Budget middle = root.child("middle-" + i, 100);
            Budget lower = middle.child("lower-" + i, 100);
            leaves.add(lower.child("leaf-" + i, 100));
            leaves.add(lower.child("other-" + i, 100));
        }
        return leaves;
    }

    @Test
    void aDeepTreeNeverRefusesWhatFits() throws Exception {
        Budget root = Budget.of(Kind.CONNECTIONS, "root", 3);
        List<Budget> leaves = leavesOfADeepTree(root);
        AtomicBoolean over = new AtomicBoolean();
        ExecutorService threads = Executors.newFixedThreadPool(2);
        List<Future<?>> movers = new ArrayList<>();
        for (int t = 0; t < 2; t++) {
            SplittableRandom random = new SplittableRandom(t);
            movers.add(threads.submit(() -> {
                while (!over.get()) {
                    Budget leaf = leaves.get(random.nextInt(leaves.size()));
                    leaf.reserve(1);
                    leaf.release(1);
                }
            }));
        }
        SplittableRandom random = new SplittableRandom(7);
        try {
            for (int i = 0; i < 20_000; i++) {
                // The two movers use at most two of the three, at every moment.
                Budget leaf = leaves.get(random.nextInt(leaves.size()));
                leaf.reserve(1);
                leaf.release(1);
            }
        } finally {
            over.set(true);
            threads.shutdown();
        }
        for (Future<?> mover : movers) {
            mover.get(20, TimeUnit.SECONDS);
        }
        assertThat(root.used()).isZero();
        assertThat(root.peak()).isLessThanOrEqualTo(3);
    }

    @Test
    void aGuaranteedMinimumIsKeptWhateverTheSiblingsDo() {
        Budget memory = Budget.of(Kind.MEMORY, "memory", 1000);
        Budget sorts = memory.child("sorts", 800, 300);
        Budget greedy = memory.child("greedy", 1000);

        assertThat(greedy.tryReserve(701)).isFalse();
        assertThat(greedy.tryReserve(700)).isTrue();
        assertThat(memory.used()).isEqualTo(700);
        assertThat(memory.kept()).isEqualTo(300);
        assertThatThrownBy(() -> greedy.reserve(100))
                .isInstanceOf(BudgetExceededException.class)
                .hasMessageContaining("300 B are kept for guaranteed minimums");

        assertThat(sorts.tryReserve(300)).isTrue();
        assertThat(sorts.tryReserve(1)).isFalse();
        assertThat(memory.used()).isEqualTo(1000);
        assertThat(memory.kept()).isZero();

        greedy.release(700);
        assertThat(sorts.tryReserve(500)).isTrue();
        assertThat(sorts.tryReserve(1)).as("beyond its own limit").isFalse();
        sorts.release(800);
        assertThat(greedy.tryReserve(700)).isTrue();
        assertThat(greedy.tryReserve(1)).isFalse();
        greedy.release(700);
    }

    @Test
    void theMinimumIsFreeAgainWhenItsBudgetIsClosed() {
        Budget memory = Budget.of(Kind.MEMORY, "memory", 1000);
        Budget sorts = memory.child("sorts", 800, 300);
        sorts.reserve(200);
        sorts.release(200);
        sorts.close();
        assertThat(memory.kept()).isZero();
        assertThat(memory.tryReserve(1000)).isTrue();
        memory.release(1000);
    }

    @Test
    void aMinimumThatCannotBeKeptIsRefused() {
        Budget memory = Budget.of(Kind.MEMORY, "memory", 1000);
        memory.child("one", 800, 600);
        assertThatThrownBy(() -> memory.child("two", 800, 500)).isInstanceOf(BudgetExceededException.class);
        assertThat(memory.children()).hasSize(1);
        assertThatThrownBy(() -> memory.child("three", 10, 11))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(
                        "memory/three: the guaranteed minimum must be from 0 to the limit, 10 bytes, got 11");
        assertThatThrownBy(() -> memory.child("four", 10, -1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void minimumsNest() {
        Budget memory = Budget.of(Kind.MEMORY, "memory", 1000);
        Budget work = memory.child("work", 1000, 500);
        Budget sorts = work.child("sorts", 1000, 200);
        Budget joins = work.child("joins", 1000);
        Budget other = memory.child("other", 1000);
        assertThat(other.tryReserve(501)).isFalse();
        assertThat(other.tryReserve(500)).isTrue();
        assertThat(joins.tryReserve(301)).isFalse();
        assertThat(joins.tryReserve(300)).isTrue();
        assertThat(sorts.tryReserve(200)).isTrue();
        assertThat(memory.used()).isEqualTo(1000);
        other.release(500);
        joins.release(300);
        sorts.release(200);
    }

    /** Holds what it can give back at once, or in a while. */
    private record Spilling(Budget budget, AtomicLong held, AtomicLong underWay, boolean slow) implements Revocable {
        @Override
        public long revocable() {
            return held.get() - underWay.get();
        }

        @Override
        public long revoking() {
            return underWay.get();
        }

        @Override
        public long revoke(long amount) {
            long given = Math.min(amount, revocable());
            underWay.addAndGet(given);
            if (!slow) {
                finish();
            }
            return given;
        }

        void finish() {
            long given = underWay.getAndSet(0);
            held.addAndGet(-given);
            budget.release(given);
        }
    }

    private static Spilling spilling(Budget budget, long amount, boolean slow) {
        budget.reserve(amount);
        return new Spilling(budget, new AtomicLong(amount), new AtomicLong(), slow);
    }

    @Test
    void theLargestHolderIsAskedFirstAndNobodyTwice() {
        Budget memory = Budget.of(Kind.MEMORY, "memory", 1000);
        Budget work = memory.child("work", 1000);
        Spilling small = spilling(work, 100, false);
        Spilling large = spilling(work, 400, true);
        try (Revocable.Registration one = work.register(small);
                Revocable.Registration two = work.register(large)) {
            assertThat(memory.revocable()).isEqualTo(500);
            assertThat(memory.revoke(300)).isEqualTo(300);
            assertThat(memory.revoking()).isEqualTo(300);
            assertThat(memory.revoke(300)).as("the same again").isEqualTo(300);
            assertThat(memory.revocable()).isEqualTo(200);
            assertThat(memory.used()).isEqualTo(500);
            large.finish();
            assertThat(memory.used()).isEqualTo(200);
            assertThat(memory.revoke(1000)).isEqualTo(200);
            large.finish();
            assertThat(memory.used()).isZero();
            assertThat(one).isNotSameAs(two);
        }
        assertThat(memory.revocable()).isZero();
    }
}
