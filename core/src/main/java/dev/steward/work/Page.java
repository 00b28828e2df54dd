package dev.steward.work;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * One page of many. Immutable.
 *
 * @param items what is on it
 * @param next where the next one is; empty on the last
 * @param rest how long to wait before the next is asked for; see {@link RateLimit}
 * @param <C> what says where a page is
 * @param <T> what an item is
 */
public record Page<C, T>(List<T> items, Optional<C> next, Duration rest) {
    /**
     * A page after which the next may be asked for at once.
     *
     * @param items what is on it
     * @param next where the next one is; empty on the last
     * @param <C> what says where a page is
     * @param <T> what an item is
     * @return the page
     */
    public static <C, T> Page<C, T> of(List<T> items, Optional<C> next) {
        return new Page<>(items, next, Duration.ZERO);
    }
}
