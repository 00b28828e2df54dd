package dev.steward.bench;

import dev.steward.bench.buffer.BufferPeer;
import dev.steward.bench.buffer.BufferPeers;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The process that measures one producer and one consumer: buffers travel through a ring of 64 places. Whoever finds
 * no place or no buffer spins for a while and then yields, in case the other one is without a processor.
 */
final class Relay {
    private static final int PLACES = 64;

    /** References between two places, so that the two threads meet on no other line than that of the buffer. */
    private static final int STRIDE = 32;

    private static final int SPINS = 1_000;
    private static final int SPELLS = 5;
    private static final int SPELLS_OF_WARM_UP = 3;

    private final BufferPeer<Object> buffers;
    private final int bytes;
    private final AtomicReferenceArray<@Nullable Object> ring = new AtomicReferenceArray<>((PLACES + 1) * STRIDE);
    private final AtomicLong released = new AtomicLong();
    private volatile boolean over;
    private volatile @Nullable Throwable failure;

    private Relay(BufferPeer<Object> buffers, int bytes) {
        this.buffers = buffers;
        this.bytes = bytes;
    }

    public static void main(String[] arguments) throws InterruptedException {
        Relay relay = new Relay(BufferPeers.open(arguments[0], true), Integer.parseInt(arguments[1]));
        double best = relay.measure(TimeUnit.MILLISECONDS.toNanos(Boolean.parseBoolean(arguments[2]) ? 250 : 500));
        Fork.tell(Sample.of(best));
        System.exit(0);
    }

    /** Releases per microsecond, the median of the spells. */
    private double measure(long spellNanos) throws InterruptedException {
        Thread producer = start(this::produce, "producer");
        Thread consumer = start(this::consume, "consumer");
        double[] rates = new double[SPELLS];
        for (int i = -SPELLS_OF_WARM_UP; i < SPELLS; i++) {
            long before = released.get();
            long began = System.nanoTime();
            TimeUnit.NANOSECONDS.sleep(spellNanos);
            double rate = (released.get() - before) * 1e3 / (System.nanoTime() - began);
            if (i >= 0) {
                rates[i] = rate;
            }
        }
        over = true;
        producer.join();
        consumer.join();
        Throwable failed = failure;
        if (failed != null) {
            throw new IllegalStateException("a thread of the relay failed: " + failed, failed);
        }
        Arrays.sort(rates);
        return rates[SPELLS / 2];
    }

    private Thread start(Runnable work, String name) {
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (Throwable thrown) {
                        failure = thrown;
                        over = true;
                    }
                },
                name);
        thread.start();
        return thread;
    }

    private static int place(long turn) {
        return (int) (turn & (PLACES - 1)) * STRIDE + STRIDE;
    }

    @SuppressWarnings("ThreadPriorityCheck") // Nothing depends on it but the time that a busy machine takes.
    private static void pause(int spins) {
        if (spins < SPINS) {
            Thread.onSpinWait();
        } else {
            Thread.yield();
        }
    }

    private void produce() {
        for (long turn = 0; !over; turn++) {
            Object buffer = buffers.acquire(bytes);
            buffers.touch(buffer, (int) turn);
            for (int spins = 0; !over && ring.getOpaque(place(turn)) != null; spins++) {
                pause(spins);
            }
            ring.setRelease(place(turn), buffer);
        }
    }

    private void consume() {
        for (long turn = 0; !over; turn++) {
            Object buffer = ring.getAcquire(place(turn));
            for (int spins = 0; !over && buffer == null; spins++) {
                pause(spins);
                buffer = ring.getAcquire(place(turn));
            }
            if (buffer != null) {
                ring.setRelease(place(turn), null);
                buffers.release(buffer);
                // One writer; the reader looks at it twice a second.
                released.lazySet(turn + 1);
            }
        }
    }
}
