package dev.steward.bench.buffer;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.ByteBuffer;

/**
 * No pool: an arena of the foreign memory API for each buffer, confined to the thread or shared. By method handles,
 * since the rest is compiled for versions that have no arenas.
 */
final class ArenaBuffers implements BufferPeer<ArenaBuffers.Held> {
    private static final MethodHandle CONFINED = findOpen("ofConfined");
    private static final MethodHandle SHARED = findOpen("ofShared");
    private static final MethodHandle ALLOCATE = findAllocate();

    private final boolean shared;

    /** A buffer and what frees it. */
    record Held(AutoCloseable arena, ByteBuffer buffer) {}

    ArenaBuffers(boolean shared) {
        this.shared = shared;
    }

    private static MethodHandle findOpen(String name) {
        try {
            Class<?> arena = Class.forName("java.lang.foreign.Arena");
            return MethodHandles.publicLookup()
                    .findStatic(arena, name, MethodType.methodType(arena))
                    .asType(MethodType.methodType(AutoCloseable.class));
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private static MethodHandle findAllocate() {
        try {
            Class<?> arena = Class.forName("java.lang.foreign.Arena");
            Class<?> segment = Class.forName("java.lang.foreign.MemorySegment");
            MethodHandles.Lookup lookup = MethodHandles.publicLookup();
            return MethodHandles.filterReturnValue(
                            lookup.findVirtual(arena, "allocate", MethodType.methodType(segment, long.class)),
                            lookup.findVirtual(segment, "asByteBuffer", MethodType.methodType(ByteBuffer.class)))
                    .asType(MethodType.methodType(ByteBuffer.class, AutoCloseable.class, long.class));
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    @Override
    public Held acquire(int bytes) {
        try {
            AutoCloseable arena =
                    shared ? (AutoCloseable) SHARED.invokeExact() : (AutoCloseable) CONFINED.invokeExact();
            return new Held(arena, (ByteBuffer) ALLOCATE.invokeExact(arena, (long) bytes));
        } catch (Throwable e) {
            throw new IllegalStateException("an arena gives no memory", e);
        }
    }

    @Override
    public void touch(Held buffer, int value) {
        buffer.buffer().putInt(0, value);
    }

    @Override
    public void release(Held buffer) {
        try {
            buffer.arena().close();
        } catch (Exception e) {
            throw new IllegalStateException("an arena cannot be closed", e);
        }
    }

    @Override
    public long heldBytes() {
        return 0;
    }

    @Override
    public void close() {}
}
