package dev.steward.resource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.steward.testing.NothingLeftBehind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(NothingLeftBehind.class)
class BudgetTest {
    private static final Duration SOON = Duration.ofSeconds(10);

    @Test
    void givesUpToItsLimitAndNotOneMore() {
        Budget budget = Budget.of(Kind.FILES, "files", 10);

        assertThat(budget.tryReserve(10)).isTrue();
        assertThat(budget.tryReserve(1)).isFalse();
        assertThat(budget.used()).isEqualTo(10);

        budget.release(10);
        assertThat(budget.used()).isZero();
        assertThat(budget.peak()).isEqualTo(10);
    }

    @Test
    void aRefusalNamesTheBudgetTheFiguresAndTheLargestUsers() {
        Budget memory = Budget.of(Kind.MEMORY, "memory", Bytes.mib(10));
        Budget buffers = memory.child("buffers", Bytes.mib(100));
        Budget cache = memory.child("cache", Bytes.mib(100));
        buffers.reserve(Bytes.mib(7));
        cache.reserve(Bytes.mib(2));

        assertThatThrownBy(() -> cache.reserve(Bytes.mib(2)))
                .isInstanceOfSatisfying(
                        BudgetExceededException.class,
                        refusal -> assertThat(refusal.isTransient()).isTrue())
                .hasMessageContaining("budget memory: 2.0 MiB asked, 9.0 MiB of 10.0 MiB used")
                .hasMessageContaining("buffers 7.0 MiB, cache 2.0 MiB");
        assertThatThrownBy(() -> cache.reserve(Bytes.mib(11)))
                .isInstanceOfSatisfying(
                        BudgetExceededException.class,
                        refusal -> assertThat(refusal.isTransient()).isFalse())
                .hasMessageContaining("can never fit");
        buffers.release(Bytes.mib(7));
        cache.release(Bytes.mib(2));
    }

    @Test
    void creditThatLiesIdleInOneChildIsThereForItsSibling() {
        Budget root = Budget.of(Kind.MEMORY, "memory", Bytes.mib(64));
        Budget first = root.child("first", Long.MAX_VALUE);
        Budget second = root.child("second", Long.MAX_VALUE);
        first.reserve(1);

        assertThat(second.tryReserve(Bytes.mib(64) - 1)).isTrue();
        assertThat(second.tryReserve(1)).isFalse();
        assertThat(root.used()).isEqualTo(Bytes.mib(64));

        first.release(1);
        assertThat(second.tryReserve(1)).isTrue();
        second.release(Bytes.mib(64));
        assertThat(root.used()).isZero();
    }

    @Test
    void aNearlyFullTreeRefusesAndDoesNotPassTheSameCreditToAndFro() {
        Budget root = Budget.of(Kind.MEMORY, "memory", 10_000);
        Budget drawing = root.child("drawing", Long.MAX_VALUE);
        Budget other = root.child("other", Long.MAX_VALUE);
        drawing.reserve(100);
        drawing.release(60);
        other.reserve(9_860);

        assertThat(drawing.tryReserve(120)).isFalse();
        assertThat(drawing.tryReserve(100)).isTrue();
        drawing.release(140);
        other.release(9_860);
    }

    @Test
    void aChildIsBoundByItsOwnLimitToo() {
        Budget root = Budget.of(Kind.CONNECTIONS, "connections", 100);
        Budget child = root.child("orders", 3);

        child.reserve(3);
        assertThatThrownBy(() -> child.reserve(1)).hasMessageContaining("connections/orders");
        child.release(3);
    }

    @Test
    void givingBackMoreThanIsInUseIsRefusedAndChangesNothing() {
        Budget root = Budget.of(Kind.FILES, "files", 10);
        Budget child = root.child("logs", 5);
        child.reserve(2);

        assertThatThrownBy(() -> child.release(3))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("closed twice");
        assertThat(child.used()).isEqualTo(2);
        child.release(2);
    }

    @Test
    void amountsAndLimitsBelowZeroAreRefused() {
        Budget budget = Budget.of(Kind.FILES, "files", 10);

        assertThatThrownBy(() -> budget.tryReserve(-1)).hasMessageContaining("0 or more files, got -1");
        assertThatThrownBy(() -> budget.release(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> budget.setLimit(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Budget.of(Kind.FILES, "files", -1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aLimitLoweredBelowWhatIsInUseDisturbsNobodyAndRefusesWhatIsNew() {
        for (boolean nested : List.of(false, true)) {
            Budget root = Budget.of(Kind.CONNECTIONS, "connections", 100);
            Budget budget = nested ? root.child("orders", 10) : root;
            budget.setLimit(10);
            budget.reserve(10);

            budget.setLimit(5);
            assertThat(budget.used()).isEqualTo(10);
            budget.release(5);
            assertThat(budget.tryReserve(1)).as("at the new limit").isFalse();
            budget.release(1);
            assertThat(budget.tryReserve(1)).as("below the new limit").isTrue();
            assertThat(budget.tryReserve(1)).isFalse();
            assertThat(root.used()).isEqualTo(5);

            budget.setLimit(8);
            assertThat(budget.tryReserve(3)).isTrue();
            assertThat(budget.tryReserve(1)).isFalse();
            budget.release(8);
            assertThat(root.used()).isZero();
        }
    }

    @Test
    void whatALoweredChildOwesIsThereForItsSiblingAsSoonAsItComesBack() {
        Budget root = Budget.of(Kind.CONNECTIONS, "connections", 10);
        Budget lowered = root.child("lowered", 10);
        Budget sibling = root.child("sibling", 10);
        lowered.reserve(10);
        lowered.setLimit(4);

        assertThat(sibling.tryReserve(1)).isFalse();
        lowered.release(2);
        assertThat(sibling.tryReserve(2)).isTrue();
        assertThat(sibling.tryReserve(1)).isFalse();
        lowered.release(8);
        sibling.release(2);
    }

    @Test
    void aWaiterIsServedWhenASiblingGivesBack() throws Exception {
        Budget root = Budget.of(Kind.FILES, "files", 10);
        Budget first = root.child("first", 10);
        Budget second = root.child("second", 10);
        first.reserve(10);
        CountDownLatch served = new CountDownLatch(1);
        Thread waiter = new Thread(() -> {
            second.reserve(4, SOON);
            served.countDown();
        });
        waiter.start();
        await().until(() -> waiter.getState() == Thread.State.TIMED_WAITING);

        first.release(4);
        served.await();
        waiter.join();
        assertThat(second.used()).isEqualTo(4);
        first.release(6);
        second.release(4);
    }

    @Test
    void waitingEndsAtTheDeadlineOrAtOnceWhenItCanNeverFit() {
        Budget budget = Budget.of(Kind.FILES, "files", 1);
        budget.reserve(1);

        assertThatThrownBy(() -> budget.reserve(1, Duration.ofMillis(20))).isInstanceOf(BudgetExceededException.class);
        assertThatThrownBy(() -> budget.reserve(2, Duration.ofDays(1))).hasMessageContaining("can never fit");
        budget.release(1);
    }

    @Test
    void anInterruptEndsTheWaitAndKeepsTheFlag() throws Exception {
        Budget budget = Budget.of(Kind.FILES, "files", 1);
        budget.reserve(1);
        AtomicLong flagged = new AtomicLong();
        Thread waiter = new Thread(() -> {
            try {
                budget.reserve(1, SOON);
            } catch (AcquireInterruptedException interrupted) {
                flagged.set(Thread.currentThread().isInterrupted() ? 1 : 2);
            }
        });
        waiter.start();
        await().until(() -> waiter.getState() == Thread.State.TIMED_WAITING);
        waiter.interrupt();
        waiter.join();

        assertThat(flagged).hasValue(1);
        budget.release(1);
        assertThat(budget.tryReserve(1)).as("nothing was taken").isTrue();
        budget.release(1);
    }

    @Test
    void closingNamesWhatIsStillInUse() {
        Budget root = Budget.of(Kind.FILES, "files", 10);
        Budget child = root.child("logs", 5);
        child.reserve(2);

        assertThatThrownBy(child::close).hasMessageContaining("files/logs").hasMessageContaining("2 files");
        child.release(2);
        child.close();
        assertThat(root.children()).isEmpty();
        assertThatThrownBy(() -> child.child("more", 1)).isInstanceOf(ResourceClosedException.class);
    }

    @Test
    void noLimitIsExceededAndNothingIsLostByManyThreadsOnATree() throws Exception {
        Budget root = Budget.of(Kind.MEMORY, "memory", 100_000);
        List<Budget> leaves = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            Budget middle = root.child("middle-" + i, 60_000);
            leaves.add(middle.child("left", 50_000));
            leaves.add(middle.child("right", Long.MAX_VALUE));
        }
        AtomicLong held = new AtomicLong();
        AtomicLong highest = new AtomicLong();
        ExecutorService threads = Executors.newFixedThreadPool(6);
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int t = 0; t < 6; t++) {
                SplittableRandom random = new SplittableRandom(t);
                running.add(threads.submit(() -> reserveAndRelease(random, leaves, held, highest)));
            }
            for (Future<?> each : running) {
                each.get();
            }
        } finally {
            threads.shutdown();
        }
        assertThat(highest.get()).isLessThanOrEqualTo(100_000).isPositive();
        assertThat(root.used()).isZero();
        assertThat(root.tryReserve(100_000)).as("all of it can be had again").isTrue();
        root.release(100_000);
    }

    private static void reserveAndRelease(
            SplittableRandom random, List<Budget> leaves, AtomicLong held, AtomicLong highest) {
        for (int i = 0; i < 60_000; i++) {
            Budget leaf = leaves.get(random.nextInt(leaves.size()));
            long amount = random.nextLong(30_000);
            if (leaf.tryReserve(amount)) {
                long now = held.addAndGet(amount);
                highest.accumulateAndGet(now, Math::max);
                held.addAndGet(-amount);
                leaf.release(amount);
            }
        }
    }

    @Test
    void oneWhoseTimeIsOverDoesNotOvertakeOneWhoWantsMore() throws Exception {
        Budget budget = Budget.of(Kind.MEMORY, "memory", 100);
        budget.reserve(60);
        ExecutorService threads = Executors.newFixedThreadPool(2);
        Future<?> larger = threads.submit(() -> budget.reserve(50, Duration.ofMinutes(1)));
        await().until(() -> budget.waiting().size() == 1);
        Future<?> smaller = threads.submit(() -> budget.reserve(45, Duration.ofMillis(300)));
        await().until(() -> budget.waiting().size() == 2);
        budget.release(5); // room for the smaller one, and not yet for the larger
        assertThatThrownBy(() -> smaller.get(30, TimeUnit.SECONDS))
                .hasCauseInstanceOf(BudgetExceededException.class)
                .hasMessageContaining("somebody who came before waits for 50 B");
        assertThat(budget.used()).isEqualTo(55);
        budget.release(5);
        larger.get(30, TimeUnit.SECONDS);
        assertThat(budget.used()).isEqualTo(100);
        budget.release(100);
        threads.shutdown();
        assertThat(threads.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void oneWhoDoesNotWaitIsServedWhileOthersWaitForMore() throws Exception {
        Budget budget = Budget.of(Kind.MEMORY, "memory", 100);
        budget.reserve(60);
        ExecutorService threads = Executors.newFixedThreadPool(1);
        Future<?> larger = threads.submit(() -> budget.reserve(50, Duration.ofMinutes(1)));
        await().until(() -> budget.waiting().size() == 1);
        budget.reserve(40, Duration.ZERO);
        assertThatThrownBy(() -> budget.reserve(1, Duration.ZERO))
                .isInstanceOf(BudgetExceededException.class)
                .hasMessageNotContaining("came before");
        budget.release(100);
        larger.get(30, TimeUnit.SECONDS);
        budget.release(50);
        threads.shutdown();
        assertThat(threads.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
    }
}
