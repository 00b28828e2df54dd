package dev.steward.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.steward.resource.Budget;
import dev.steward.resource.Bytes;
import dev.steward.resource.Census;
import dev.steward.resource.CloseReport;
import dev.steward.resource.Kind;
import dev.steward.resource.Managed;
import dev.steward.resource.ResourceClosedException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What every {@link Managed} thing promises. An implementation's test extends this and says how to build one, how to hold
 * something of it, and what it leaves idle.
 */
@ExtendWith(NothingLeftBehind.class)
public abstract class ManagedContract {
    private static final long ROOM = Bytes.mib(64);

    /** Something held, until it is closed. */
    @FunctionalInterface
    public interface Held extends AutoCloseable {
        @Override
        void close();
    }

    /** For implementations' tests. */
    protected ManagedContract() {}

    /** The kind of what is tested. */
    protected abstract Kind kind();

    /** Builds one within the given budget, with room for at least two holders and short timeouts. */
    protected abstract Managed build(Budget budget);

    /** Holds something of it, as the current thread; throws what a new holder gets when it is closed. */
    protected abstract Held hold(Managed managed);

    /** Whether it gives leases at all; a cache holds things that nobody leases. */
    protected boolean givesLeases() {
        return true;
    }

    /** Whether something stays idle in it after its holder gave it back. */
    protected boolean keepsIdle() {
        return true;
    }

    /** Whose name a holding shows for what {@link #hold} holds. */
    protected String holderName() {
        return Thread.currentThread().getName();
    }

    private Budget room() {
        return Budget.of(kind(), "all", ROOM);
    }

    @Test
    void theKindIsTheBudgetsKind() {
        try (Managed managed = build(room())) {
            assertThat(managed.kind()).isEqualTo(kind());
            assertThat(managed.budget().kind()).isEqualTo(kind());
            assertThat(managed.name()).isNotBlank();
        }
    }

    @Test
    void usageAddsUpToWhatTheBudgetGave() {
        Budget room = room();
        try (Managed managed = build(room)) {
            Held one = hold(managed);
            Held other = hold(managed);
            await().untilAsserted(() -> assertThat(
                            managed.usage().inUse() + managed.usage().idle())
                    .isEqualTo(managed.budget().used())
                    .isPositive());
            one.close();
            other.close();
            await().untilAsserted(() -> {
                assertThat(managed.usage().inUse()).isZero();
                assertThat(managed.usage().idle()).isEqualTo(managed.budget().used());
                assertThat(managed.usage().returned()).isEqualTo(managed.usage().acquired());
            });
            assertThat(room.used()).isEqualTo(managed.budget().used());
        }
    }

    @Test
    void acquiredAndReturnedCountTheLeases() {
        assumeTrue(givesLeases());
        try (Managed managed = build(room())) {
            Held one = hold(managed);
            Held other = hold(managed);
            other.close();
            await().untilAsserted(() -> {
                assertThat(managed.usage().acquired()).isEqualTo(2);
                assertThat(managed.usage().returned()).isEqualTo(1);
                assertThat(managed.usage().efficiency()).isEqualTo(0.5);
            });
            one.close();
        }
    }

    @Test
    void aHoldingNamesItsHolder() {
        assumeTrue(givesLeases());
        try (Managed managed = build(room())) {
            Held held = hold(managed);
            assertThat(managed.holdings()).singleElement().satisfies(holding -> {
                assertThat(holding.holder()).isEqualTo(holderName());
                assertThat(holding.owner()).isEqualTo(managed.name());
                assertThat(holding.kind()).isEqualTo(kind());
                assertThat(holding.amount()).isPositive();
                assertThat(holding.heldFor()).isGreaterThanOrEqualTo(Duration.ZERO);
            });
            held.close();
            await().untilAsserted(() -> assertThat(managed.holdings()).isEmpty());
        }
    }

    @Test
    void theAgeOfAHoldingGrows() {
        assumeTrue(givesLeases());
        try (Managed managed = build(room())) {
            Held held = hold(managed);
            Duration first = managed.holdings().get(0).heldFor();
            await().untilAsserted(() ->
                    assertThat(managed.holdings().get(0).heldFor()).isGreaterThan(first.plusMillis(20)));
            held.close();
        }
    }

    @Test
    void closedItRefusesNewHolders() {
        Managed managed = build(room());
        assertThat(managed.isClosed()).isFalse();
        managed.close();
        assertThat(managed.isClosed()).isTrue();
        assertThatThrownBy(() -> hold(managed))
                .isInstanceOf(ResourceClosedException.class)
                .hasMessageContaining(managed.name())
                .hasMessageContaining("closed");
    }

    @Test
    void closingReturnsEverythingToTheBudget() {
        Budget room = room();
        Managed managed = build(room);
        hold(managed).close();
        CloseReport report = managed.close(Duration.ofSeconds(10));
        assertThat(report.isClean()).as(report.toString()).isTrue();
        assertThat(report.name()).isEqualTo(managed.name());
        assertThat(room.used()).isZero();
        assertThat(managed.usage().inUse() + managed.usage().idle()).isZero();
        assertThat(room.children()).isEmpty();
    }

    @Test
    void closingAgainGivesTheSameReport() {
        Managed managed = build(room());
        CloseReport first = managed.close(Duration.ZERO);
        assertThat(managed.close(Duration.ofSeconds(10))).isSameAs(first);
    }

    @Test
    void closingReportsWhatIsStillHeldAtTheDeadline() {
        assumeTrue(givesLeases());
        Budget room = room();
        Managed managed = build(room);
        Held held = hold(managed);
        CloseReport report = managed.close(Duration.ofMillis(20));
        assertThat(report.stillHeld())
                .singleElement()
                .satisfies(holding -> assertThat(holding.holder()).isEqualTo(holderName()));
        assertThat(report.isClean()).isFalse();
        held.close();
        await().untilAsserted(() -> assertThat(room.used()).isZero());
    }

    @Test
    void closingWaitsForALeaseThatComesBackInTime() throws InterruptedException {
        assumeTrue(givesLeases());
        Managed managed = build(room());
        Held held = hold(managed);
        CloseReport[] report = new CloseReport[1];
        Thread closer = new Thread(() -> report[0] = managed.close(Duration.ofSeconds(30)), "closer");
        closer.start();
        await().until(managed::isClosed);
        held.close();
        closer.join();
        assertThat(report[0].isClean()).as(report[0].toString()).isTrue();
        assertThat(report[0].took()).isLessThan(Duration.ofSeconds(20));
    }

    @Test
    void reclaimGivesBackOnlyWhatIsIdle() {
        Budget room = room();
        try (Managed managed = build(room)) {
            Held held = hold(managed);
            long leased = managed.usage().inUse();
            hold(managed).close();
            await().until(() -> managed.usage().inUse() == leased);
            long idle = managed.usage().idle();
            if (keepsIdle()) {
                assertThat(idle).isPositive();
            }
            assertThat(managed.reclaim(Long.MAX_VALUE)).isEqualTo(idle);
            await().until(() -> managed.usage().idle() == 0);
            assertThat(managed.usage().inUse()).isEqualTo(leased);
            // What is destroyed in the background has its room until it is gone.
            await().untilAsserted(() -> assertThat(managed.budget().used()).isEqualTo(leased));
            assertThat(managed.reclaim(Long.MAX_VALUE)).isZero();
            held.close();
        }
    }

    @Test
    void reclaimingNothingDoesNothing() {
        try (Managed managed = build(room())) {
            hold(managed).close();
            await().until(() -> managed.usage().inUse() == 0);
            long idle = managed.usage().idle();
            assertThat(managed.reclaim(0)).isZero();
            assertThat(managed.usage().idle()).isEqualTo(idle);
        }
    }

    @Test
    void nobodyWaitsWhileThereIsRoom() {
        try (Managed managed = build(room())) {
            Held held = hold(managed);
            assertThat(managed.waiting()).isEmpty();
            assertThat(managed.usage().waiting()).isZero();
            held.close();
        }
    }

    @Test
    void theCensusKnowsIt() {
        try (Managed managed = build(room())) {
            assertThat(Census.managed()).contains(managed);
        }
    }
}
