package dev.steward.govern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.steward.govern.signal.Signal;
import dev.steward.pool.Pool;
import dev.steward.resource.Budget;
import dev.steward.resource.Kind;
import dev.steward.resource.Lease;
import dev.steward.resource.Managed;
import dev.steward.testing.NothingLeftBehind;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Much is asked of a kind, and its budget is used up: what lies idle goes if somebody else could use the room. */
@ExtendWith(NothingLeftBehind.class)
class IdleOfOthersTest {
    private static final Kind SEATS = Kind.of("seats", "seats");

    /** Busy, and no room is short by itself. */
    private static final Signal BUSY = new Signal() {
        @Override
        public Kind kind() {
            return SEATS;
        }

        @Override
        public String name() {
            return "the test";
        }

        @Override
        public boolean isShortage() {
            return false;
        }

        @Override
        public Reading read() {
            return new Reading(0.90, "so it says");
        }
    };

    /** What is idle of one pool after some looks, while another has all that the budget leaves. */
    private static long idleAfterLooks(int mostOfEach) {
        Budget budget = Budget.of(SEATS, "seats", 2);
        try (Pool<Object> busy = Pool.builder("busy", Object::new)
                        .kind(SEATS)
                        .size(0, mostOfEach)
                        .buildWithin(budget);
                Pool<Object> idle = Pool.builder("idle", Object::new)
                        .kind(SEATS)
                        .size(0, mostOfEach)
                        .buildWithin(budget);
                Lease<Object> lease = busy.acquire()) {
            assertThat(lease.isOpen()).isTrue();
            idle.acquire().close();
            await().until(() -> budget.used() == 2);
            List<Managed> managed = List.of(busy, idle);
            try (Governor governor = new GovernorBuilder().signal(BUSY).build(() -> List.of(budget), () -> managed)) {
                for (int i = 0; i < 5; i++) {
                    governor.look();
                }
                return idle.usage().idle();
            }
        }
    }

    @Test
    void goesWhereOthersCouldHaveTheRoom() {
        assertThat(idleAfterLooks(2)).isZero();
    }

    @Test
    void staysWhereEveryoneMayHaveAllItCanUse() {
        assertThat(idleAfterLooks(1)).isEqualTo(1);
    }
}
