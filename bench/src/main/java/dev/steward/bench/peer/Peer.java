package dev.steward.bench.peer;

/**
 * A pool to be measured, full from the start. Only one implementation is loaded in a measuring process, so the calls
 * through this interface are inlined and cost nobody anything. Threadsafe.
 *
 * @param <H> what acquiring gives: a lease, an entry, or the pooled object itself
 */
public interface Peer<H> extends AutoCloseable {
    /** How long every peer waits before it gives up. All of them pay for a timed wait, as a program would. */
    long PATIENCE_SECONDS = 30;

    /** Acquires within {@link #PATIENCE_SECONDS}, or throws. */
    H acquire() throws Exception;

    /** The object that the hold gives access to. */
    Item item(H hold);

    /** Gives it back, from the thread that acquired it. */
    void release(H hold);

    @Override
    void close();

    /** What acquire ends with when the peer answers a timeout with nothing. */
    static IllegalStateException timedOut(String peer) {
        return new IllegalStateException(peer + " gave nothing within " + PATIENCE_SECONDS + " s");
    }
}
