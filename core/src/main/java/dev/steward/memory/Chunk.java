package dev.steward.memory;

import dev.steward.platform.DirectMemory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/** The memory behind one buffer, on the heap or outside it. Confined to whoever holds its slot. */
final class Chunk {
    private static final byte[] ZEROS = new byte[8 << 10];

    private final ByteBuffer buffer;
    private final @Nullable DirectMemory direct;

    private Chunk(ByteBuffer buffer, @Nullable DirectMemory direct) {
        this.buffer = buffer;
        this.direct = direct;
    }

    static Chunk allocate(int bytes, boolean direct) {
        if (!direct) {
            return new Chunk(ByteBuffer.allocate(bytes), null);
        }
        DirectMemory memory = DirectMemory.allocate(bytes);
        return new Chunk(memory.buffer(), memory);
    }

    ByteBuffer buffer() {
        return buffer;
    }

    /** The buffer as a new holder expects it, whatever the one before did to it. */
    ByteBuffer fresh(int bytes) {
        return buffer.clear().limit(bytes).order(ByteOrder.BIG_ENDIAN);
    }

    static void zero(ByteBuffer buffer) {
        int end = buffer.limit();
        for (int at = 0; at < end; at += ZEROS.length) {
            buffer.put(at, ZEROS, 0, Math.min(ZEROS.length, end - at));
        }
    }

    void free() {
        if (direct != null) {
            direct.free();
        }
    }

    void abandon() {
        if (direct != null) {
            direct.abandon();
        }
    }
}
