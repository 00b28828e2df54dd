package dev.steward.bench.buffer;

/**
 * Whoever gives buffers, through its public API. Only one implementation is loaded in a measuring process, so the calls
 * through this interface are inlined. Threadsafe.
 *
 * @param <B> what acquiring gives: a lease, a reference-counted buffer, or the buffer itself
 */
public interface BufferPeer<B> extends AutoCloseable {
    /** A buffer of at least so many bytes, with whatever contents. */
    B acquire(int bytes);

    /** Writes four bytes at its beginning: a buffer that nobody touches would not show that it is one. */
    void touch(B buffer, int value);

    /** Gives it back, from any thread. */
    void release(B buffer);

    /** Bytes that it holds of the system now, in use or not. */
    long heldBytes();

    @Override
    void close();
}
