package dev.steward.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.steward.resource.ResourceClosedException;
import dev.steward.testing.NothingLeftBehind;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(NothingLeftBehind.class)
class PagesTest {
    private static final Duration SHORT = Duration.ofMillis(1);

    private static Page<Integer, String> page(int number, int of) {
        return Page.of(
                List.of(number + "a", number + "b"), number + 1 < of ? Optional.of(number + 1) : Optional.empty());
    }

    @Test
    void allItemsComeInTheOrderOfThePages() {
        try (Workers workers = Workers.ioBound("pages").threads(1).build();
                Stream<String> items = Pages.of(workers, 0, where -> page(where, 3)).stream()) {
            assertThat(items).containsExactly("0a", "0b", "1a", "1b", "2a", "2b");
        }
    }

    @Test
    void onePageIsFetchedAheadAndNoMore() {
        AtomicInteger fetched = new AtomicInteger();
        try (Workers workers = Workers.ioBound("pages").threads(2).build();
                Stream<String> items = Pages.of(workers, 0, where -> {
                            fetched.incrementAndGet();
                            return page(where, 100);
                        })
                        .stream()) {
            Iterator<String> reading = items.iterator();
            assertThat(fetched).hasValue(0);
            assertThat(reading.next()).isEqualTo("0a");
            await().until(() -> fetched.get() == 2);
            assertThat(reading.next()).isEqualTo("0b");
            assertThat(fetched).hasValue(2);
        }
    }

    @Test
    void aFailedPageIsTriedAgainAndALimitIsWaitedFor() {
        AtomicInteger calls = new AtomicInteger();
        try (Workers workers = Workers.ioBound("pages").threads(1).build();
                Stream<String> items = Pages.of(workers, 0, where -> {
                            switch (calls.incrementAndGet()) {
                                case 1 -> throw new IOException("reset");
                                case 2, 3, 4 -> throw new RateLimitedException(SHORT);
                                default -> {
                                    return page(where, 2);
                                }
                            }
                        })
                        .attempts(2, SHORT)
                        .stream()) {
            assertThat(items).hasSize(4);
            assertThat(calls).hasValue(6);
        }
    }

    @Test
    void aPageThatCannotBeHadIsNamed() {
        try (Workers workers = Workers.ioBound("pages").threads(1).build()) {
            assertThatThrownBy(() -> read(Pages.<Integer, String>of(workers, 7, where -> {
                                throw new IOException("gone");
                            })
                            .attempts(2, SHORT)))
                    .isInstanceOf(PageFailedException.class)
                    .hasMessageContaining("the page at 7 could not be had in 2 attempts")
                    .hasRootCauseMessage("gone");
            assertThatThrownBy(() -> read(Pages.<Integer, String>of(workers, 7, where -> {
                                throw new RateLimitedException(Duration.ofHours(1));
                            })
                            .longestRest(Duration.ofMinutes(1))))
                    .isInstanceOf(PageFailedException.class)
                    .hasMessageContaining("longest rest");
        }
    }

    /** Header values are the server's, and some cannot be added to anything. */
    @Test
    void aRestWithoutEndAfterAShortOneIsTooLongAndNothingWorse() {
        AtomicInteger calls = new AtomicInteger();
        Duration endless =
                RateLimit.rest(name -> Optional.of("1e30").filter(value -> name.equals("Retry-After")), Instant.EPOCH);
        try (Workers workers = Workers.ioBound("pages").threads(1).build()) {
            assertThatThrownBy(() -> read(Pages.<Integer, String>of(workers, 7, where -> {
                                throw new RateLimitedException(calls.incrementAndGet() == 1 ? SHORT : endless);
                            })
                            .attempts(1, SHORT)))
                    .isInstanceOf(PageFailedException.class)
                    .hasMessageContaining("longest rest of 5 min");
        }
    }

    @Test
    void whoWaitsForAPageOfWorkersThatAreClosedIsToldSo() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        Workers workers = Workers.ioBound("pages").threads(1).queue(10).build();
        workers.execute(() -> {
            begun.countDown();
            awaitQuietly(end);
        });
        begun.await();
        try (Stream<String> items = Pages.of(workers, 0, where -> page(where, 3)).stream()) {
            AtomicReference<Throwable> failure = new AtomicReference<>();
            Thread reader = new Thread(() -> {
                try {
                    items.forEach(item -> {});
                } catch (RuntimeException thrown) {
                    failure.set(thrown);
                }
            });
            reader.start();
            await().until(() -> workers.statistics().queued() == 1);
            workers.drain(Duration.ZERO);
            reader.join();
            assertThat(failure.get())
                    .isInstanceOf(ResourceClosedException.class)
                    .hasMessageContaining("pages was closed before it had fetched the next page");
        } finally {
            end.countDown();
            workers.close();
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    private static List<String> read(Pages<Integer, String> pages) {
        try (Stream<String> items = pages.stream()) {
            return items.toList();
        }
    }

    @Test
    void headersSayHowLongToRest() {
        Instant now = Instant.parse("2026-01-01T00:00:00Z");
        assertThat(rest(now, "Retry-After", "7")).isEqualTo(Duration.ofSeconds(7));
        assertThat(rest(now, "Retry-After", "Thu, 01 Jan 2026 00:00:30 GMT")).isEqualTo(Duration.ofSeconds(30));
        assertThat(rest(now, "Retry-After", "soon")).isZero();
        assertThat(rest(now, "RateLimit-Remaining", "0", "RateLimit-Reset", "12"))
                .isEqualTo(Duration.ofSeconds(12));
        assertThat(rest(now, "RateLimit-Remaining", "3", "RateLimit-Reset", "12"))
                .isZero();
        assertThat(rest(now, "X-RateLimit-Remaining", "0", "X-RateLimit-Reset", "" + (now.getEpochSecond() + 5)))
                .isEqualTo(Duration.ofSeconds(5));
        assertThat(rest(now)).isZero();
    }

    private static Duration rest(Instant now, String... headers) {
        Map<String, String> all = headers.length == 0
                ? Map.of()
                : headers.length == 2
                        ? Map.of(headers[0], headers[1])
                        : Map.of(headers[0], headers[1], headers[2], headers[3]);
        return RateLimit.rest(name -> Optional.ofNullable(all.get(name)), now);
    }
}
