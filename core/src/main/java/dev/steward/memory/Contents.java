package dev.steward.memory;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Filling the memory of buffers, and looking whether it is still as it was filled. Stateless.
 *
 * <p>The poison is no zero, no small number, no valid UTF-8, and as an address or a length absurd: who reads it notices.
 */
final class Contents {
    private static final byte POISON = (byte) 0xDB;
    private static final int BLOCK = 8 << 10;
    private static final byte[] ZEROS = new byte[BLOCK];
    private static final byte[] POISONS = new byte[BLOCK];

    static {
        Arrays.fill(POISONS, POISON);
    }

    private Contents() {}

    /** Zeroes everything up to the limit. */
    static void zero(ByteBuffer buffer) {
        fill(buffer, buffer.limit(), ZEROS);
    }

    /** Zeroes the whole buffer, whatever its limit. */
    static void wipe(ByteBuffer buffer) {
        ByteBuffer whole = whole(buffer);
        fill(whole, whole.limit(), ZEROS);
    }

    static void poison(ByteBuffer buffer) {
        ByteBuffer whole = whole(buffer);
        fill(whole, whole.limit(), POISONS);
    }

    /** The first byte that is not poisoned any more, or -1 when all are. */
    static int firstUnpoisoned(ByteBuffer buffer) {
        ByteBuffer whole = whole(buffer);
        ByteBuffer poison = ByteBuffer.wrap(POISONS);
        for (int at = 0; at < whole.limit(); at += BLOCK) {
            int length = Math.min(BLOCK, whole.limit() - at);
            int difference = whole.slice(at, length).mismatch(poison.slice(0, length));
            if (difference >= 0) {
                return at + difference;
            }
        }
        return -1;
    }

    /** A view: the positions of the buffer itself belong to its holder. */
    private static ByteBuffer whole(ByteBuffer buffer) {
        return buffer.duplicate().clear();
    }

    private static void fill(ByteBuffer buffer, int end, byte[] with) {
        for (int at = 0; at < end; at += BLOCK) {
            buffer.put(at, with, 0, Math.min(BLOCK, end - at));
        }
    }
}
