package dev.steward.work;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What HTTP headers say about how soon a server may be asked again: {@code Retry-After} in seconds or as a date (RFC
 * 9110), and {@code RateLimit-Remaining} with {@code RateLimit-Reset}, also with {@code X-} before them, where the reset is
 * in seconds from now or, if it is a large number, since 1970. Stateless.
 */
public final class RateLimit {
    /** No server names so many seconds to wait; it is a date in seconds then. */
    private static final long DATE_FROM = 1_000_000_000L;

    private static final List<String> PREFIXES = List.of("RateLimit-", "X-RateLimit-", "X-Rate-Limit-");

    private RateLimit() {}

    /**
     * How long to wait before the next request.
     *
     * @param header gives the value of a header by its name, if there is one
     * @param now the time by the clock on the wall
     * @return the time to wait; zero when nothing asks for any, or nothing of it can be understood
     */
    public static Duration rest(Function<String, Optional<String>> header, Instant now) {
        Optional<Duration> after = header.apply("Retry-After").flatMap(value -> retryAfter(value.strip(), now));
        if (after.isPresent()) {
            return after.get();
        }
        for (String prefix : PREFIXES) {
            Optional<Long> remaining = header.apply(prefix + "Remaining").flatMap(RateLimit::number);
            Optional<Long> reset = header.apply(prefix + "Reset").flatMap(RateLimit::number);
            if (remaining.isPresent() && remaining.get() <= 0 && reset.isPresent()) {
                long seconds = reset.get() >= DATE_FROM ? reset.get() - now.getEpochSecond() : reset.get();
                return Duration.ofSeconds(Math.max(0, seconds));
            }
        }
        return Duration.ZERO;
    }

    private static Optional<Duration> retryAfter(String value, Instant now) {
        Optional<Duration> seconds = number(value).map(count -> Duration.ofSeconds(Math.max(0, count)));
        if (seconds.isPresent()) {
            return seconds;
        }
        try {
            Duration until = Duration.between(
                    now,
                    ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME)
                            .toInstant());
            return Optional.of(until.isNegative() ? Duration.ZERO : until);
        } catch (DateTimeException notOne) {
            return Optional.empty();
        }
    }

    private static Optional<Long> number(String value) {
        try {
            return Optional.of((long) Double.parseDouble(value.strip()));
        } catch (NumberFormatException notOne) {
            return Optional.empty();
        }
    }
}
