package dev.steward.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.steward.resource.ResourceClosedException;
import dev.steward.testing.NothingLeftBehind;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(NothingLeftBehind.class)
class PerThreadTest {
    private static Pool<Object> pool() {
        return Pool.<Object>builder("sessions", Object::new).size(0, 4).build();
    }

    @Test
    void aThreadKeepsItsResourceAndOthersHaveTheirOwn() throws Exception {
        try (Pool<Object> pool = pool();
                PerThread<Object> sessions = PerThread.of(pool)) {
            Object mine = sessions.get();
            AtomicReference<Object> other = new AtomicReference<>(mine);
            Thread thread = new Thread(() -> other.set(sessions.get()), "other");
            thread.start();
            thread.join();
            assertThat(sessions.get()).isSameAs(mine);
            assertThat(other.get()).isNotSameAs(mine);
        }
    }

    @Test
    void whatAThreadHeldComesBackWhenItEnds() throws Exception {
        try (Pool<Object> pool = pool();
                PerThread<Object> sessions = PerThread.of(pool)) {
            Thread thread = new Thread(sessions::get, "short");
            thread.start();
            thread.join();
            await().until(() -> pool.usage().inUse() == 0);
            assertThat(sessions.size()).isZero();
            assertThat(pool.usage().idle()).isEqualTo(1);
        }
    }

    @Test
    void theScopeReleasesAllAndGivesNoMore() {
        try (Pool<Object> pool = pool()) {
            PerThread<Object> sessions = PerThread.of(pool);
            sessions.get();
            assertThat(pool.holdings())
                    .singleElement()
                    .satisfies(holding -> assertThat(holding.holder()).contains("for as long as it lives"));
            sessions.close();
            assertThat(pool.usage().inUse()).isZero();
            assertThatThrownBy(sessions::get)
                    .isInstanceOf(ResourceClosedException.class)
                    .hasMessageContaining("scope");
            assertThat(pool.usage().inUse()).isZero();
        }
    }

    @Test
    void aThreadMayReleaseWhatItHoldsBeforeItEnds() {
        try (Pool<Object> pool = pool();
                PerThread<Object> sessions = PerThread.of(pool)) {
            sessions.get();
            sessions.release();
            assertThat(pool.usage().inUse()).isZero();
            sessions.release();
            assertThat(sessions.get()).isNotNull();
        }
    }
}
