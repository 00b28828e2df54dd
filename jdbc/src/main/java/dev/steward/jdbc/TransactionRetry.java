package dev.steward.jdbc;

import dev.steward.resource.Durations;
import java.sql.SQLException;
import java.sql.SQLTransactionRollbackException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Whether a transaction that the database broke off is tried again: because it could not be serialized with others, or
 * was the victim of a deadlock. Other failures are never retried, and neither is a lost connection: nobody knows then
 * whether the commit was carried out. Immutable.
 */
public final class TransactionRetry {
    /** SQLSTATE class 40 and PostgreSQL's 40P01 but for 40002, 40003: constraints, and a statement of unknown outcome. */
    private static final Set<String> STATES = Set.of("40000", "40001", "40P01");

    /** Lock wait timeout and deadlock of MySQL and MariaDB. */
    private static final Set<Integer> MYSQL = Set.of(1205, 1213);

    /** Deadlock, serialization failure. */
    private static final Set<Integer> ORACLE = Set.of(60, 8177);

    /** Deadlock, snapshot update conflict. */
    private static final Set<Integer> SQL_SERVER = Set.of(1205, 3960);

    /** Deadlock, concurrent update. */
    private static final Set<Integer> H2 = Set.of(40001, 90131);

    private static final int MOST_LINKS = 32;
    private static final TransactionRetry NEVER = new TransactionRetry(1, Duration.ZERO, Duration.ZERO);

    private final int attempts;
    private final Duration first;
    private final Duration longest;

    private TransactionRetry(int attempts, Duration first, Duration longest) {
        this.attempts = attempts;
        this.first = first;
        this.longest = longest;
    }

    /**
     * One attempt only.
     *
     * @return no retry
     */
    public static TransactionRetry never() {
        return NEVER;
    }

    /**
     * Up to so many attempts, between which lie some 10 ms at first and twice as long each time, up to 1 s.
     *
     * @param attempts the first one included, at least 1
     * @return the retry
     * @throws IllegalArgumentException if that is less than 1
     */
    public static TransactionRetry upTo(int attempts) {
        if (attempts < 1) {
            throw new IllegalArgumentException("attempts: must be 1 or more, the first one included, got " + attempts);
        }
        return new TransactionRetry(attempts, Duration.ofMillis(10), Duration.ofSeconds(1));
    }

    /**
     * The same with other pauses. Half of each is left to chance, so that those who collided do not collide again.
     *
     * @param firstPause after the first attempt; twice as long after each further one
     * @param longestPause not exceeded
     * @return the retry
     * @throws IllegalArgumentException if one of them is negative, or the first is longer than the longest
     */
    public TransactionRetry pauses(Duration firstPause, Duration longestPause) {
        if (firstPause.isNegative() || firstPause.compareTo(longestPause) > 0) {
            throw new IllegalArgumentException("pauses: the first must be zero or more and at most the longest, got "
                    + Durations.format(firstPause) + " and " + Durations.format(longestPause));
        }
        return new TransactionRetry(attempts, firstPause, longestPause);
    }

    int attempts() {
        return attempts;
    }

    /** How long to wait after so many attempts. */
    long pauseNanos(int done) {
        long nanos = Math.min(longest.toNanos(), first.toNanos() << Math.min(20, done - 1));
        return nanos / 2 + ThreadLocalRandom.current().nextLong(nanos / 2 + 1);
    }

    /** Whether the database broke the transaction off, so that the same work may succeed when it is done again. */
    static boolean isBrokenOff(Throwable failure, String product) {
        int links = 0;
        for (Throwable cause = failure; cause != null && links < MOST_LINKS; cause = cause.getCause()) {
            links++;
            if (cause instanceof SQLException sql && says(sql, Vendor.of(product))) {
                return true;
            }
        }
        return false;
    }

    private static boolean says(SQLException failure, Vendor vendor) {
        String state = failure.getSQLState();
        if (failure instanceof SQLTransactionRollbackException || (state != null && STATES.contains(state))) {
            return true;
        }
        int code = failure.getErrorCode();
        return switch (vendor) {
            case MYSQL, MARIADB -> MYSQL.contains(code);
            case ORACLE -> ORACLE.contains(code);
            case SQL_SERVER -> SQL_SERVER.contains(code);
            case H2 -> H2.contains(code);
            case POSTGRESQL, OTHER -> false;
        };
    }

    @Override
    public String toString() {
        return attempts == 1
                ? "no retry"
                : "up to " + attempts + " attempts, pauses of " + Durations.format(first) + " to "
                        + Durations.format(longest);
    }
}
