package dev.steward.memory;

import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which addresses are leased, kept apart from the pool under test. The addresses are those of direct buffers, told by the
 * order of their slices; an array on the heap is a range of its own. Threadsafe.
 */
final class Shadow {
    private final TreeMap<Long, Long> ranges = new TreeMap<>();
    private final IdentityHashMap<Object, Boolean> arrays = new IdentityHashMap<>();

    synchronized void enter(ByteBuffer buffer) {
        if (buffer.hasArray()) {
            if (arrays.put(arrayOf(buffer), true) != null) {
                throw new AssertionError("two live leases have one array");
            }
            return;
        }
        long begin = Addresses.of(buffer);
        long end = begin + buffer.capacity();
        Map.Entry<Long, Long> before = ranges.lowerEntry(end);
        if (before != null && before.getValue() > begin) {
            throw new AssertionError("two live leases overlap: " + begin + " to " + end + " and " + before.getKey()
                    + " to " + before.getValue());
        }
        ranges.put(begin, end);
    }

    private static Object arrayOf(ByteBuffer buffer) {
        if (buffer.arrayOffset() != 0) {
            throw new AssertionError("an array on the heap is not the buffer's own");
        }
        return buffer.array();
    }

    synchronized void leave(ByteBuffer buffer) {
        Object gone = buffer.hasArray() ? arrays.remove(arrayOf(buffer)) : ranges.remove(Addresses.of(buffer));
        if (gone == null) {
            throw new AssertionError("a lease ended twice: " + (Buffer) buffer);
        }
    }

    synchronized int live() {
        return ranges.size() + arrays.size();
    }
}
