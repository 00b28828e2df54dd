package dev.steward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.steward.files.FilePool;
import dev.steward.memory.BufferPool;
import dev.steward.memory.MemoryReservation;
import dev.steward.memory.MemoryReservations;
import dev.steward.pool.Pool;
import dev.steward.process.ProcessPool;
import dev.steward.resource.BudgetExceededException;
import dev.steward.resource.Bytes;
import dev.steward.resource.ExhaustedException;
import dev.steward.resource.Holding;
import dev.steward.resource.Kind;
import dev.steward.resource.Lease;
import dev.steward.resource.ResourceClosedException;
import dev.steward.resource.StaleLeaseException;
import dev.steward.resource.UnmanagedKindException;
import dev.steward.testing.NothingLeftBehind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(NothingLeftBehind.class)
class ByKindTest {
    private static final Kind SEATS = Kind.of("seats", "seats");
    private static final Duration SOON = Duration.ofMillis(20);

    private static Pool<String> connections(Steward steward, String name, int max) {
        return steward.manage(
                Pool.builder(name, () -> name).kind(Kind.CONNECTIONS).size(0, max));
    }

    @Test
    void aConnectionComesFromThePoolWithMostRoom() {
        try (Steward steward = Steward.builder().build()) {
            connections(steward, "small", 1);
            Pool<String> large = connections(steward, "large", 5);
            try (Lease<?> lease = steward.acquire(Kind.CONNECTIONS, 1)) {
                assertThat(lease.get()).isEqualTo("large");
                assertThat(large.usage().inUse()).isEqualTo(1);
            }
        }
    }

    @Test
    void memoryComesAsABufferOfThatSize() {
        try (Steward steward =
                Steward.builder().limit(Kind.MEMORY, Bytes.mib(4)).build()) {
            steward.manage(BufferPool.builder("pages"));
            try (Lease<?> lease = steward.acquire(Kind.MEMORY, 5_000)) {
                assertThat(lease.get())
                        .isInstanceOfSatisfying(
                                ByteBuffer.class,
                                buffer -> assertThat(buffer.limit()).isEqualTo(5_000));
            }
            assertThatThrownBy(() -> steward.acquire(Kind.MEMORY, Bytes.mib(5), SOON))
                    .isInstanceOf(BudgetExceededException.class)
                    .hasMessageContaining("this can never fit");
        }
    }

    @Test
    void aChildProcessIsLeasedByItsKind() {
        try (Steward steward = Steward.builder().build()) {
            steward.manage(ProcessPool.builder("cats", "cat").size(0, 1));
            try (Lease<?> lease = steward.acquire(Kind.PROCESSES, 1)) {
                assertThat(lease.isOpen()).isTrue();
            }
        }
    }

    @Test
    void whatNothingLeasesByAmountIsRoomInTheBudget(@TempDir Path directory) throws IOException {
        Path file = Files.createFile(directory.resolve("file"));
        try (Steward steward = Steward.builder().limit(Kind.FILES, 4).build()) {
            FilePool files = steward.manage(FilePool.builder("files"));
            try (Lease<?> sockets = steward.acquire(Kind.FILES, 3)) {
                assertThat(sockets.get()).isEqualTo(3L);
                assertThat(steward.ledger().page().holdings())
                        .extracting(Holding::owner, Holding::amount)
                        .contains(tuple("files by kind", 3L));
                files.openRead(file).close();
                assertThatThrownBy(() -> steward.acquire(Kind.FILES, 2, SOON))
                        .isInstanceOf(BudgetExceededException.class)
                        .hasMessageContaining("files by kind 3 files");
            }
            assertThat(steward.budget(Kind.FILES).used()).isLessThanOrEqualTo(1);
        }
    }

    @Test
    void aKindThatHasOnlyALimitIsLeasedToo() {
        try (Steward steward = Steward.builder().limit(SEATS, 2).build()) {
            Lease<?> both = steward.acquire(SEATS, 2);
            assertThatThrownBy(() -> steward.acquire(SEATS, 1, SOON))
                    .isInstanceOf(BudgetExceededException.class)
                    .satisfies(refused -> assertThat(((BudgetExceededException) refused).isTransient())
                            .isTrue());
            both.close();
            both.close();
            steward.acquire(SEATS, 1, Duration.ZERO).close();
        }
    }

    @Test
    void aKindThatNobodyManagesIsRefusedAndTheMessageSaysWhatThereIs() {
        try (Steward steward = Steward.builder().limit(SEATS, 2).build()) {
            connections(steward, "orders", 1);
            assertThatThrownBy(() -> steward.acquire(Kind.PROCESSES, 1))
                    .isInstanceOf(UnmanagedKindException.class)
                    .hasMessage("nothing of the kind processes is managed, and it has no limit; there is connections,"
                            + " seats; next: manage something of that kind, or give it a limit");
        }
    }

    @Test
    void nonsenseIsRefused() {
        try (Steward steward = Steward.builder().limit(SEATS, 2).build()) {
            assertThatThrownBy(() -> steward.acquire(SEATS, 0))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("the amount must be more than 0 and the timeout 0 or more, got 0");
            assertThatThrownBy(() -> steward.acquire(SEATS, 1, SOON.negated()))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void severalConnectionsAreAcquiredAsOneOrNotAtAll() {
        try (Steward steward = Steward.builder().build()) {
            Pool<String> orders = connections(steward, "orders", 4);
            Lease<?> three = steward.acquire(Kind.CONNECTIONS, 3);
            assertThat(three.get()).isEqualTo(List.of("orders", "orders", "orders"));
            assertThatThrownBy(() -> steward.acquire(Kind.CONNECTIONS, 2, SOON)).isInstanceOf(ExhaustedException.class);
            assertThat(orders.usage().inUse()).isEqualTo(3);
            Lease<?> elsewhere = three.handOver("elsewhere");
            assertThat(three.isOpen()).isFalse();
            assertThat(orders.holdings()).extracting(Holding::holder).containsOnly("elsewhere");
            elsewhere.close();
            assertThat(orders.usage().inUse()).isZero();
            assertThatThrownBy(elsewhere::get).isInstanceOf(StaleLeaseException.class);
        }
    }

    @Test
    void moreThanAnythingHoldsIsRefusedAtOnce() {
        try (Steward steward = Steward.builder().build()) {
            connections(steward, "orders", 4);
            assertThatThrownBy(() -> steward.acquire(Kind.CONNECTIONS, 5, Duration.ofHours(1)))
                    .isInstanceOf(ExhaustedException.class)
                    .hasMessageContaining("5 are asked for at once and it never holds more than 4");
        }
    }

    @Test
    void twoWhoEachNeedMostOfAPoolDoNotWaitForEachOther() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try (Steward steward = Steward.builder().build()) {
            connections(steward, "orders", 4);
            List<Future<?>> rounds = IntStream.range(0, 200)
                    .<Future<?>>mapToObj(i -> threads.submit(
                            () -> steward.acquire(Kind.CONNECTIONS, 3).close()))
                    .toList();
            for (Future<?> round : rounds) {
                round.get();
            }
        } finally {
            threads.shutdown();
        }
    }

    @Test
    void closingRefusesMoreAndTakesBackWhatIsLeft() {
        Steward steward =
                Steward.builder().limit(SEATS, 2).closeDeadline(Duration.ZERO).build();
        Lease<?> left = steward.acquire(SEATS, 1);
        steward.close();
        assertThat(left.isOpen()).isFalse();
        assertThatThrownBy(() -> steward.acquire(SEATS, 1)).isInstanceOf(ResourceClosedException.class);
    }

    @Test
    void useIsToldKindByKind() {
        try (Steward steward = Steward.builder().limit(Kind.CONNECTIONS, 10).build()) {
            Pool<String> orders = connections(steward, "orders", 4);
            Pool<String> reports = connections(steward, "reports", 4);
            reports.acquire().close();
            try (Lease<String> held = orders.acquire()) {
                assertThat(held.isOpen()).isTrue();
                assertThat(steward.usage()).containsExactly(new KindUsage(Kind.CONNECTIONS, 10, 2, 1, 1, 0, 0, 2));
                assertThat(steward.usage().get(0).free()).isEqualTo(8);
            }
        }
    }

    @Test
    void aCleanUpClosesWhatIsIdleAndSaysHowMuch() {
        try (Steward steward = Steward.builder().build()) {
            Pool<String> orders = connections(steward, "orders", 4);
            steward.acquire(Kind.CONNECTIONS, 3).close();
            Lease<String> held = orders.acquire();
            List<KindCleanup> results = steward.cleanup();
            assertThat(results).hasSize(1);
            assertThat(results.get(0).freed()).isEqualTo(2);
            assertThat(results.get(0).things()).isEqualTo(1);
            assertThat(results.get(0).took()).isPositive();
            assertThat(results.get(0)).asString().contains("connections: 2 connections given back by 1 thing in ");
            assertThat(held.isOpen()).isTrue();
            assertThat(steward.governor().actions())
                    .last()
                    .satisfies(action -> assertThat(action.reason()).isEqualTo("asked for by hand"));
            held.close();
        }
    }

    @Test
    void onlyAnEmergencyTakesWhatIsOfUse() {
        try (Steward steward =
                Steward.builder().limit(Kind.MEMORY, Bytes.mib(64)).build()) {
            MemoryReservations sorts = steward.manage(MemoryReservations.blueprint("sorts"));
            try (MemoryReservation sort = sorts.reserve("sort", 1_000_000)) {
                AtomicBoolean spilled = new AtomicBoolean();
                sort.spillWith(wanted -> spilled.compareAndSet(false, true) ? 400_000 : 0);
                assertThat(steward.cleanup()).isEmpty();
                assertThat(steward.emergencyCleanup())
                        .extracting(KindCleanup::freed)
                        .containsExactly(400_000L);
                assertThat(sort.bytes()).isEqualTo(600_000);
            }
        }
    }
}
