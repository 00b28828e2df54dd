package dev.steward.bench;

import dev.steward.bench.peer.Peer;
import dev.steward.bench.peer.Peers;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Acquire, read the object, release: as often as it goes. Public because JMH generates subclasses. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@SuppressWarnings("NullAway.Init") // JMH fills the fields in.
public class Cycle {
    @Param(Peers.STEWARD)
    public String peer;

    @Param("10")
    public int slots;

    @Param("false")
    public boolean shared;

    private Peer<Object> pool;

    /** Where a hold is seen by everybody, so that it must be an object. */
    @State(Scope.Thread)
    public static class Elsewhere {
        volatile @Nullable Object hold;
    }

    @Setup
    public void open() throws Exception {
        pool = Peers.open(peer, slots, shared);
    }

    @TearDown
    public void close() {
        pool.close();
    }

    @Benchmark
    public int cycle() throws Exception {
        Object hold = pool.acquire();
        int value = pool.item(hold).value();
        pool.release(hold);
        return value;
    }

    @Benchmark
    public int escaping(Elsewhere elsewhere) throws Exception {
        Object hold = pool.acquire();
        elsewhere.hold = hold;
        int value = pool.item(hold).value();
        pool.release(hold);
        return value;
    }
}
