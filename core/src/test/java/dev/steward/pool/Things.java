package dev.steward.pool;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;

/** A factory of real objects that keeps count: how many there are, and whether one is ever held twice. Threadsafe. */
final class Things {
    static {
        Awaitility.setDefaultPollDelay(Duration.ZERO);
        Awaitility.setDefaultPollInterval(Duration.ofMillis(2));
    }

    final AtomicInteger made = new AtomicInteger();
    final AtomicInteger ended = new AtomicInteger();
    final AtomicInteger mostAlive = new AtomicInteger();
    final Queue<String> wrongs = new ConcurrentLinkedQueue<>();
    final AtomicLong nanos = new AtomicLong();

    /** A thing that notices two holders at once, and use after its end. */
    final class Thing {
        final int number = made.incrementAndGet();
        private final AtomicInteger holders = new AtomicInteger();
        private volatile boolean over;

        void hold() {
            if (holders.incrementAndGet() != 1) {
                wrongs.add("thing " + number + " has two holders");
            }
            if (over) {
                wrongs.add("thing " + number + " is leased after its end");
            }
        }

        void letGo() {
            holders.decrementAndGet();
        }
    }

    Thing make() {
        Thing thing = new Thing();
        mostAlive.accumulateAndGet(made.get() - ended.get(), Math::max);
        return thing;
    }

    void end(Thing thing) {
        if (thing.over) {
            wrongs.add("thing " + thing.number + " is ended twice");
        }
        thing.over = true;
        ended.incrementAndGet();
    }

    /** A pool of them, on a clock that the test moves, and whose ticks the test makes. */
    PoolBuilder<Thing> pool() {
        return Pool.builder("things", this::make)
                .destroy(this::end)
                .tick(Duration.ofHours(1))
                .lifetime(Duration.ofDays(1_000))
                .ticker(nanos::get);
    }

    /** Lets the pool see where it stands, then time pass, and then the pool see that. */
    void pass(Pool<Thing> pool, Duration time) {
        pool.tick();
        nanos.addAndGet(time.toNanos());
        pool.tick();
    }
}
