package dev.steward.bench;

import dev.steward.bench.peer.Peers;
import dev.steward.resource.Budget;
import dev.steward.resource.Bytes;
import dev.steward.resource.Kind;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Reserve in a budget and release: as often as it goes. Public because JMH generates subclasses. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@SuppressWarnings("NullAway.Init") // JMH fills the fields in.
public class BudgetCycle {
    static final String ATOMIC = "atomic";
    static final String SEMAPHORE = "semaphore";

    private static final int AMOUNT = 4096;
    private static final long LIMIT = Bytes.mib(512);

    @Param(Peers.STEWARD)
    public String peer;

    private final Budget memory = Budget.of(Kind.MEMORY, "memory", 4 * LIMIT);
    private final Limit atomic = new OfAtomic();
    private final Limit semaphore = new OfSemaphore();

    /** What one thread counts against: a budget of its own below the common one, or what all have in common. */
    @State(Scope.Thread)
    @SuppressWarnings("NullAway.Init") // JMH calls the set-up.
    public static class Own {
        private Limit limit;

        @Setup
        public void open(BudgetCycle all) {
            limit = switch (all.peer) {
                case Peers.STEWARD -> new OfSteward(all.memory.child("bench", LIMIT));
                case ATOMIC -> all.atomic;
                case SEMAPHORE -> all.semaphore;
                default -> throw new IllegalArgumentException("nobody who counts is called " + all.peer);
            };
        }
    }

    /** What all who count against a limit have in common. */
    interface Limit {
        void reserve(int amount);

        void release(int amount);
    }

    @Benchmark
    public void cycle(Own own) {
        own.limit.reserve(AMOUNT);
        own.limit.release(AMOUNT);
    }

    /** A budget below that of the process, as every pool has one. */
    private record OfSteward(Budget budget) implements Limit {
        @Override
        public void reserve(int amount) {
            budget.reserve(amount);
        }

        @Override
        public void release(int amount) {
            budget.release(amount);
        }
    }

    /** The least that counts exactly: one number, no parent, no names, nobody told why not. */
    private static final class OfAtomic implements Limit {
        private final AtomicLong available = new AtomicLong(LIMIT);

        @Override
        public void reserve(int amount) {
            long seen = available.get();
            while (seen < amount || !available.weakCompareAndSetVolatile(seen, seen - amount)) {
                if (seen < amount) {
                    throw new IllegalStateException("no room");
                }
                seen = available.get();
            }
        }

        @Override
        public void release(int amount) {
            available.getAndAdd(amount);
        }
    }

    /** What the JDK has for it. */
    private static final class OfSemaphore implements Limit {
        private final Semaphore available = new Semaphore((int) LIMIT);

        @Override
        public void reserve(int amount) {
            if (!available.tryAcquire(amount)) {
                throw new IllegalStateException("no room");
            }
        }

        @Override
        public void release(int amount) {
            available.release(amount);
        }
    }
}
