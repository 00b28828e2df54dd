package dev.steward.bench;

import dev.steward.bench.buffer.BufferPeer;
import dev.steward.bench.buffer.BufferPeers;
import dev.steward.bench.peer.Peers;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Acquire a buffer, write to it, release it: as often as it goes. Public because JMH generates subclasses. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@SuppressWarnings("NullAway.Init") // JMH fills the fields in.
public class BufferCycle {
    private static final int BURST = 8;

    @Param(Peers.STEWARD)
    public String peer;

    @Param("4096")
    public int bytes;

    private BufferPeer<Object> buffers;

    /** What one thread holds during a burst, with room on both sides: the holders of two threads share no line. */
    @State(Scope.Thread)
    public static class Burst {
        private static final int ROOM = 32;

        private final Object[] held = new Object[ROOM + BURST + ROOM];
    }

    @Setup
    public void open() {
        buffers = BufferPeers.open(peer, false);
    }

    @TearDown
    public void close() {
        buffers.close();
    }

    @Benchmark
    public void cycle() {
        Object buffer = buffers.acquire(bytes);
        buffers.touch(buffer, 1);
        buffers.release(buffer);
    }

    @Benchmark
    @OperationsPerInvocation(BURST)
    public void burst(Burst burst) {
        Object[] held = burst.held;
        for (int i = Burst.ROOM; i < Burst.ROOM + BURST; i++) {
            held[i] = buffers.acquire(bytes);
            buffers.touch(held[i], 1);
        }
        for (int i = Burst.ROOM; i < Burst.ROOM + BURST; i++) {
            buffers.release(held[i]);
        }
    }
}
