package dev.steward.bench.scoreboard.probe;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Locale;

/** A getConnection that has to fail, and when. Stateless. */
final class Late {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private Late() {}

    static Verdict verdict(Attempt<?> attempt, double limitMillis) throws InterruptedException {
        if (!attempt.endsWithin(PATIENCE)) {
            return Verdict.hung("no answer in 5 s");
        }
        Throwable failure = attempt.failure();
        if (failure == null) {
            return Verdict.fail(String.format(Locale.ROOT, "served after %.0f ms", attempt.millis()));
        }
        return failure instanceof SQLException
                ? Verdict.atMost(limitMillis, attempt.millis(), "ms", "")
                : Verdict.fail("" + failure);
    }

    /** The failure of an attempt that has to fail. */
    static Throwable failure(Attempt<?> attempt) throws InterruptedException {
        if (!attempt.endsWithin(PATIENCE)) {
            throw new IllegalStateException("no answer in 5 s");
        }
        Throwable failure = attempt.failure();
        if (failure == null) {
            throw new IllegalStateException("it was served");
        }
        return failure;
    }
}
