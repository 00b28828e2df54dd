package dev.steward.pool;

import dev.steward.resource.Durations;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Learns after what silence resources die. Firewalls, load balancers and servers cut connections that nobody uses, each
 * after a time of its own that the pool is not told. If checks find resources dead again and again, none of which had
 * been silent for less than some time, while none that was silent for that long was found alive, then that time is the
 * limit, and idle resources are checked before it is over, which keeps them alive.
 *
 * <p>Resources that die at the same time count once: that is a restart, which kills the young with the old. Threadsafe.
 */
final class IdleDeaths {
    private static final System.Logger LOG = System.getLogger(Pool.class.getName());

    /** So many times, each for itself. */
    private static final int ENOUGH = 3;

    /** What is found dead within this time may have died of one cause. */
    private static final long ONE_CAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private static final long SHORTEST_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final PoolOptions<?> options;
    private volatile long keepaliveNanos;
    private volatile long learnedNanos;

    private long shortestNanos = Long.MAX_VALUE;
    private long lastDeathNanos;
    private int deaths;

    IdleDeaths(PoolOptions<?> options) {
        this.options = options;
        this.keepaliveNanos = Durations.toNanos(options.keepalive());
    }

    /** After what silence an idle resource is checked. */
    long keepaliveNanos() {
        return keepaliveNanos;
    }

    Optional<Duration> learned() {
        return learnedNanos == 0 ? Optional.empty() : Optional.of(Duration.ofNanos(learnedNanos));
    }

    /** A check has found a resource alive after this silence. */
    synchronized void survived(long silentNanos) {
        if (silentNanos >= shortestNanos) {
            forget();
        }
    }

    /** A check has found a resource dead after this silence. */
    void died(long silentNanos, long nowNanos) {
        String lesson = learn(silentNanos, nowNanos);
        if (!lesson.isEmpty()) {
            LOG.log(System.Logger.Level.WARNING, lesson);
        }
    }

    private synchronized String learn(long silentNanos, long nowNanos) {
        shortestNanos = Math.min(shortestNanos, silentNanos);
        if (deaths > 0 && nowNanos - lastDeathNanos < ONE_CAUSE_NANOS) {
            return "";
        }
        deaths++;
        lastDeathNanos = nowNanos;
        long shorter = Math.max(SHORTEST_NANOS, shortestNanos / 4 * 3);
        if (deaths < ENOUGH || shorter >= keepaliveNanos) {
            return "";
        }
        Duration limit = Duration.ofNanos(shortestNanos);
        learnedNanos = shortestNanos;
        keepaliveNanos = shorter;
        forget();
        return "pool " + options.name() + ": what was idle for " + Durations.format(limit)
                + " or longer was found dead "
                + ENOUGH + " times running, and nothing that old alive; idle ones are checked every "
                + Durations.format(Duration.ofNanos(shorter)) + " from now on instead of every "
                + Durations.format(options.keepalive()) + "; next: find out what cuts them off, such as a firewall or a"
                + " timeout of the server, or set the keepalive below that";
    }

    private void forget() {
        shortestNanos = Long.MAX_VALUE;
        deaths = 0;
    }
}
