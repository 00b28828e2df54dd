package dev.steward.bench;

import dev.steward.bench.buffer.BufferPeer;
import dev.steward.bench.buffer.BufferPeers;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/**
 * The process that measures what is kept after a burst: so many buffers of 64 bytes to 256 KiB, a thousand at a time,
 * released in any order. There are two such bursts, and hits are counted in the second, when everybody knows the load:
 * an acquire after which more memory is held than before was none.
 */
final class BufferBurst {
    private static final int LIVE = 1_000;
    private static final int SMALLEST_SHIFT = 6;
    private static final int SHIFTS = 12;

    private final BufferPeer<Object> peer;
    private final SplittableRandom random = new SplittableRandom(42);
    private int misses;

    private BufferBurst(BufferPeer<Object> peer) {
        this.peer = peer;
    }

    public static void main(String[] arguments) throws InterruptedException {
        BufferBurst burst = new BufferBurst(BufferPeers.open(arguments[0], false));
        int buffers = Integer.parseInt(arguments[1]);
        burst.run(buffers);
        burst.misses = 0;
        burst.run(buffers);
        TimeUnit.SECONDS.sleep(Integer.parseInt(arguments[2]));
        double mebibytes = (double) burst.peer.heldBytes() / (1 << 20);
        Fork.tell(new Sample(mebibytes, 1.0 - (double) burst.misses / buffers, null));
        System.exit(0);
    }

    private void run(int buffers) {
        List<Object> live = new ArrayList<>(LIVE);
        for (int i = 0; i < buffers; i++) {
            if (live.size() == LIVE) {
                int chosen = random.nextInt(LIVE);
                peer.release(live.get(chosen));
                live.set(chosen, acquire());
            } else {
                live.add(acquire());
            }
        }
        live.forEach(peer::release);
    }

    private Object acquire() {
        int bytes = (int) Math.round(Math.pow(2, SMALLEST_SHIFT + SHIFTS * random.nextDouble()));
        long before = peer.heldBytes();
        Object buffer = peer.acquire(bytes);
        if (peer.heldBytes() > before) {
            misses++;
        }
        peer.touch(buffer, bytes);
        return buffer;
    }
}
