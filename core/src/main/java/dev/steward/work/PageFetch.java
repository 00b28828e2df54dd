package dev.steward.work;

import dev.steward.resource.Durations;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Fetches one page, with as many attempts and rests as it takes and may take. Immutable. */
record PageFetch<C, T>(Pages.Source<C, T> source, int attempts, Duration backoff, Duration longestRest) {
    Page<C, T> fetch(C where, Duration restBefore) throws InterruptedException {
        Duration rested = rest(where, restBefore, Duration.ZERO);
        for (int attempt = 1; ; attempt++) {
            try {
                return source.fetch(where);
            } catch (RateLimitedException limited) {
                rested = rest(where, atLeast(limited.rest()), rested);
                attempt--;
            } catch (InterruptedException interrupted) {
                throw interrupted;
            } catch (Exception failure) {
                if (attempt == attempts) {
                    throw new PageFailedException(where, attempts, failure);
                }
                TimeUnit.NANOSECONDS.sleep(pauseAfter(attempt));
            }
        }
    }

    /** Doubled each time, and never longer than a source may ask for: a pause of days would be no attempt. */
    private long pauseAfter(int attempt) {
        long longest = Math.max(Durations.toNanos(longestRest), Durations.toNanos(backoff));
        int doublings = Math.min(20, attempt - 1);
        return Math.min(longest, Math.min(Durations.toNanos(backoff), Long.MAX_VALUE >> doublings) << doublings);
    }

    /** A source that is limited and names no time must not be asked as fast as it can refuse. */
    private Duration atLeast(Duration rest) {
        Duration least = backoff.compareTo(Duration.ofMillis(1)) < 0 ? Duration.ofMillis(1) : backoff;
        return rest.compareTo(least) < 0 ? least : rest;
    }

    private Duration rest(C where, Duration rest, Duration before) throws InterruptedException {
        // What is before never exceeds the longest rest; what a server names may exceed what can be added to it.
        if (rest.compareTo(longestRest.minus(before)) > 0) {
            throw new PageFailedException(
                    where,
                    0,
                    new IllegalStateException("the source wants to be left alone for " + Durations.format(rest)
                            + (before.isZero() ? "" : " after " + Durations.format(before))
                            + ", longer than the longest rest of " + Durations.format(longestRest)));
        }
        TimeUnit.NANOSECONDS.sleep(Durations.toNanos(rest));
        return before.plus(rest);
    }
}
