package dev.steward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steward.pool.Pool;
import dev.steward.resource.Lease;
import dev.steward.testing.NothingLeftBehind;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(NothingLeftBehind.class)
class ScopeTest {
    @Test
    void closesWhatWasAcquiredInsideAndSaysWhich() {
        try (Steward steward = Steward.builder().build()) {
            Pool<String> pool = steward.manage(Pool.<String>builder("things", () -> "x"));
            Lease<String> before = pool.acquire();
            Lease<String> handedOver;
            Lease<String> left;
            Scope scope = steward.scope("import");
            try (scope) {
                pool.acquire().close();
                left = pool.acquire();
                handedOver = pool.acquire().handOver("elsewhere");
            }
            assertThat(left.isOpen()).isFalse();
            assertThat(before.isOpen()).isTrue();
            assertThat(handedOver.isOpen()).isTrue();
            assertThat(scope.left())
                    .singleElement()
                    .satisfies(holding -> assertThat(holding.owner()).isEqualTo("things"));
            assertThat(pool.usage().inUse()).isEqualTo(2);
            before.close();
            handedOver.close();
        }
    }

    @Test
    void scopesNest() {
        try (Steward steward = Steward.builder().build()) {
            Pool<String> pool = steward.manage(Pool.<String>builder("things", () -> "x"));
            Lease<String> own;
            try (Scope outer = steward.scope("outer")) {
                own = pool.acquire();
                Lease<String> left;
                try (Scope inner = steward.scope("inner")) {
                    left = pool.acquire();
                    assertThat(inner.left()).isEmpty();
                }
                assertThat(left.isOpen()).isFalse();
                assertThat(own.isOpen()).isTrue();
                assertThat(outer.left()).isEmpty();
            }
            assertThat(own.isOpen()).isFalse();
        }
    }

    @Test
    void whatOthersAcquireMeanwhileIsTheirs() {
        try (Steward steward = Steward.builder().build()) {
            Pool<String> pool =
                    steward.manage(Pool.<String>builder("things", () -> "x").sharedLeases());
            Lease<String> theirs;
            try (Scope scope = steward.scope("mine")) {
                theirs = CompletableFuture.supplyAsync(pool::acquire).join();
                assertThat(scope.left()).isEmpty();
            }
            assertThat(theirs.isOpen()).isTrue();
            theirs.close();
        }
    }

    @Test
    void whatSomebodyElseHasClosedMeanwhileIsNotTakenFromWhoHasItNow() {
        try (Steward steward = Steward.builder().build()) {
            Pool<String> pool = steward.manage(
                    Pool.<String>builder("things", () -> "x").size(0, 1).sharedLeases());
            Lease<String> theirs;
            try (Scope scope = steward.scope("mine")) {
                Lease<String> mine = pool.acquire();
                theirs = CompletableFuture.supplyAsync(() -> {
                            mine.close();
                            return pool.acquire();
                        })
                        .join();
                assertThat(scope.left()).isEmpty();
            }
            assertThat(theirs.isOpen()).isTrue();
            theirs.close();
        }
    }

    @Test
    void isClosedByItsOwnThreadAndHasAName() {
        try (Steward steward = Steward.builder().build()) {
            assertThatThrownBy(() -> steward.scope(" "))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("name");
            try (Scope scope = steward.scope("mine")) {
                CompletableFuture.runAsync(() -> assertThatThrownBy(scope::close)
                                .isInstanceOf(IllegalStateException.class)
                                .hasMessageContaining("mine"))
                        .join();
            }
        }
    }
}
