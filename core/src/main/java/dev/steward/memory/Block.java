package dev.steward.memory;

import dev.steward.resource.Lease;
import java.nio.ByteBuffer;

/** A leased buffer that is filled from its beginning and emptied from there, at the same time. Confined to its owner. */
final class Block {
    private final Lease<ByteBuffer> lease;
    private int begin;
    private int end;

    Block(Lease<ByteBuffer> lease) {
        this.lease = lease;
    }

    boolean isFull() {
        return end == lease.get().capacity();
    }

    boolean isEmpty() {
        return begin == end;
    }

    /** How much was written and not read. */
    int size() {
        return end - begin;
    }

    /** What can still be written to, to be followed by {@link #written()}. */
    ByteBuffer room() {
        return lease.get().clear().position(end);
    }

    /** Takes over what was written to the room, and says how much that was. */
    int written() {
        int before = end;
        end = lease.get().position();
        return end - before;
    }

    /** What can be read, to be followed by {@link #read()}. */
    ByteBuffer contents() {
        return lease.get().clear().limit(end).position(begin);
    }

    /** Takes over what was read of the contents, and says how much that was. */
    int read() {
        int before = begin;
        begin = lease.get().position();
        return begin - before;
    }

    void close() {
        lease.close();
    }

    /** Copies as much as fits, and says how much that was. */
    static int copy(ByteBuffer from, ByteBuffer to) {
        int part = Math.min(from.remaining(), to.remaining());
        to.put(to.position(), from, from.position(), part);
        to.position(to.position() + part);
        from.position(from.position() + part);
        return part;
    }
}
