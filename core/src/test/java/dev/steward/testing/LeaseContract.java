package dev.steward.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.steward.resource.ConfinedLeaseException;
import dev.steward.resource.Lease;
import dev.steward.resource.Managed;
import dev.steward.resource.StaleLeaseException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What every {@link Lease} promises, whoever gives it. An implementation's test extends this. */
@ExtendWith(NothingLeftBehind.class)
public abstract class LeaseContract {
    private static final int RACES = 500;

    private @Nullable Managed managed;

    /** For implementations' tests. */
    protected LeaseContract() {}

    /** Builds what gives the leases; closed by this suite. */
    protected abstract Managed build();

    /** A new lease, held by the current thread. */
    protected abstract Lease<?> acquire(Managed from);

    /** Whether leases are shared from the beginning; a confined one is closed by its own thread only. */
    protected boolean shared() {
        return true;
    }

    @BeforeEach
    final void buildIt() {
        managed = build();
    }

    @AfterEach
    final void closeIt() {
        managed().close();
    }

    private Managed managed() {
        if (managed == null) {
            throw new IllegalStateException("not built");
        }
        return managed;
    }

    private void awaitReturned(long count) {
        await().untilAsserted(() -> {
            assertThat(managed().usage().returned()).isEqualTo(count);
            assertThat(managed().usage().inUse()).isZero();
            assertThat(managed().holdings()).isEmpty();
        });
    }

    @Test
    void anOpenLeaseGivesItsResource() {
        try (Lease<?> lease = acquire(managed())) {
            assertThat(lease.isOpen()).isTrue();
            assertThat(lease.get()).isNotNull().isSameAs(lease.get());
        }
    }

    @Test
    void aClosedLeaseIsStale() {
        Lease<?> lease = acquire(managed());
        lease.close();
        assertThat(lease.isOpen()).isFalse();
        assertThatThrownBy(lease::get)
                .isInstanceOf(StaleLeaseException.class)
                .hasMessageContaining(managed().name());
        assertThatThrownBy(() -> lease.handOver("somebody")).isInstanceOf(StaleLeaseException.class);
    }

    @Test
    void closingTwiceReturnsOnce() {
        Lease<?> lease = acquire(managed());
        lease.close();
        lease.close();
        lease.invalidate();
        awaitReturned(1);
    }

    @Test
    void aStaleCloseTouchesNobodyElse() {
        Lease<?> first = acquire(managed());
        first.close();
        awaitReturned(1);
        try (Lease<?> second = acquire(managed())) {
            first.close();
            first.invalidate();
            assertThat(second.isOpen()).isTrue();
            assertThat(second.get()).isNotNull();
            assertThat(managed().holdings()).hasSize(1);
        }
        awaitReturned(2);
    }

    @Test
    void anInvalidatedResourceIsNotLeasedAgain() {
        Lease<?> broken = acquire(managed());
        Object resource = broken.get();
        broken.invalidate();
        assertThat(broken.isOpen()).isFalse();
        awaitReturned(1);
        assertThat(managed().usage().idle()).isZero();
        try (Lease<?> next = acquire(managed())) {
            assertThat(next.get()).isNotSameAs(resource);
        }
    }

    @Test
    void handingOverMakesTheOldOneStaleAndKeepsTheHold() {
        Lease<?> mine = acquire(managed());
        Object resource = mine.get();
        long inUse = managed().usage().inUse();
        Lease<?> theirs = mine.handOver("the next stage");
        assertThat(mine.isOpen()).isFalse();
        assertThatThrownBy(mine::get).isInstanceOf(StaleLeaseException.class);
        mine.close();
        assertThat(theirs.get()).isSameAs(resource);
        assertThat(managed().usage().inUse()).isEqualTo(inUse);
        assertThat(managed().usage().acquired()).isEqualTo(1);
        assertThat(managed().usage().returned()).isZero();
        assertThat(managed().holdings()).singleElement().satisfies(holding -> {
            assertThat(holding.holder()).isEqualTo("the next stage");
            assertThat(holding.thread()).isNull();
        });
        theirs.close();
        awaitReturned(1);
    }

    @Test
    void handedOverToAThreadItIsHeldByThat() throws InterruptedException {
        CountDownLatch end = new CountDownLatch(1);
        Thread heir = new Thread(
                () -> {
                    try {
                        end.await();
                    } catch (InterruptedException over) {
                        Thread.currentThread().interrupt();
                    }
                },
                "heir");
        heir.start();
        Lease<?> mine = acquire(managed());
        Lease<?> theirs = mine.handOver(heir);
        assertThat(mine.isOpen()).isFalse();
        assertThat(managed().holdings()).singleElement().satisfies(holding -> {
            assertThat(holding.holder()).isEqualTo("heir");
            assertThat(holding.thread()).isSameAs(heir);
        });
        theirs.close();
        awaitReturned(1);
        end.countDown();
        heir.join();
    }

    @Test
    void aLeaseIsNotHandedOverToNobody() {
        try (Lease<?> lease = acquire(managed())) {
            assertThatThrownBy(() -> lease.handOver(" ")).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> lease.handOver(new Thread("not begun")))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("not begun");
            assertThat(lease.isOpen()).isTrue();
        }
    }

    @Test
    void aHandedOverLeaseIsClosedByAnotherThread() throws Exception {
        Lease<?> travelling = acquire(managed()).handOver("traveller");
        Thread other = new Thread(travelling::close, "closes it");
        other.start();
        other.join();
        assertThat(travelling.isOpen()).isFalse();
        awaitReturned(1);
    }

    @Test
    void twoThreadsThatCloseAtOnceReleaseOnce() throws Exception {
        AtomicReference<@Nullable Lease<?>> current = new AtomicReference<>();
        AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
        CyclicBarrier both = new CyclicBarrier(2);
        Thread other = new Thread(
                () -> {
                    try {
                        for (int i = 0; i < RACES; i++) {
                            both.await();
                            closeIfAny(current.get());
                            both.await();
                        }
                    } catch (Exception e) {
                        failure.set(e);
                    }
                },
                "closes too");
        other.start();
        for (int i = 0; i < RACES; i++) {
            Lease<?> lease = acquire(managed()).handOver("both");
            current.set(lease);
            both.await();
            lease.close();
            both.await();
            assertThat(lease.isOpen()).isFalse();
        }
        other.join();
        assertThat(failure.get()).isNull();
        awaitReturned(RACES);
        assertThat(managed().usage().acquired()).isEqualTo(RACES);
    }

    private static void closeIfAny(@Nullable Lease<?> lease) {
        if (lease != null) {
            lease.close();
        }
    }

    @Test
    void aSharedLeaseIsClosedByAnotherThread() throws InterruptedException {
        assumeTrue(shared());
        Lease<?> lease = acquire(managed());
        Thread other = new Thread(lease::close, "closes it");
        other.start();
        other.join();
        assertThat(lease.isOpen()).isFalse();
        awaitReturned(1);
    }

    @Test
    void aConfinedLeaseRefusesAnotherThread() throws InterruptedException {
        assumeTrue(!shared());
        AtomicReference<@Nullable Throwable> refused = new AtomicReference<>();
        Lease<?> lease = acquire(managed());
        Thread other = new Thread(
                () -> {
                    try {
                        lease.close();
                    } catch (ConfinedLeaseException e) {
                        refused.set(e);
                    }
                },
                "tries to close it");
        other.start();
        other.join();
        assertThat(refused.get()).isInstanceOf(ConfinedLeaseException.class);
        assertThat(lease.isOpen()).isTrue();
        lease.close();
        awaitReturned(1);
    }
}
