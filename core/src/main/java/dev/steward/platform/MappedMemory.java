package dev.steward.platform;

import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import org.jspecify.annotations.Nullable;

/**
 * A part of a file in memory that is unmapped when it is told to, not when the collector comes by. As with
 * {@link DirectMemory}, using it afterwards gives an exception from Java 22 on and is undefined before. Confined to
 * whoever owns it.
 */
public final class MappedMemory {
    /** {@code (FileChannel, MapMode, position, size, Arena) -> ByteBuffer}, or null before 22. */
    private static final @Nullable MethodHandle MAP;

    static {
        try {
            MAP = DirectMemory.OPEN == null ? null : findMap();
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final MappedByteBuffer buffer;
    private final @Nullable AutoCloseable arena;

    private MappedMemory(MappedByteBuffer buffer, @Nullable AutoCloseable arena) {
        this.buffer = buffer;
        this.arena = arena;
    }

    private static MethodHandle findMap() throws ReflectiveOperationException {
        Class<?> arena = Class.forName("java.lang.foreign.Arena");
        Class<?> segment = Class.forName("java.lang.foreign.MemorySegment");
        Lookup lookup = MethodHandles.publicLookup();
        MethodHandle map = lookup.findVirtual(
                FileChannel.class, "map", MethodType.methodType(segment, MapMode.class, long.class, long.class, arena));
        MethodHandle view = lookup.findVirtual(segment, "asByteBuffer", MethodType.methodType(ByteBuffer.class));
        return MethodHandles.filterReturnValue(map, view)
                .asType(MethodType.methodType(
                        ByteBuffer.class,
                        FileChannel.class,
                        MapMode.class,
                        long.class,
                        long.class,
                        AutoCloseable.class));
    }

    /** Maps a part of a file. The channel may be closed afterwards. */
    public static MappedMemory map(FileChannel channel, MapMode mode, long position, long size) throws IOException {
        if (MAP == null || DirectMemory.OPEN == null) {
            return new MappedMemory(channel.map(mode, position, size), null);
        }
        AutoCloseable arena = null;
        try {
            arena = (AutoCloseable) DirectMemory.OPEN.invokeExact();
            ByteBuffer buffer = (ByteBuffer) MAP.invokeExact(channel, mode, position, size, arena);
            return new MappedMemory((MappedByteBuffer) buffer, arena);
        } catch (Throwable e) {
            DirectMemory.close(arena);
            if (e instanceof IOException failure) {
                throw failure;
            }
            if (e instanceof RuntimeException failure) {
                throw failure;
            }
            if (e instanceof Error error) {
                throw error;
            }
            throw new LinkageError("a file cannot be mapped into a shared arena", e);
        }
    }

    public MappedByteBuffer buffer() {
        return buffer;
    }

    /** Unmaps it now. Nobody may use the buffer any more. */
    public void free() {
        abandon();
        if (DirectMemory.CLEAN != null) {
            try {
                DirectMemory.CLEAN.invokeExact((ByteBuffer) buffer);
            } catch (Throwable e) {
                throw new LinkageError("the cleaner of a mapped buffer cannot be called", e);
            }
        }
    }

    /** Lets go of it although somebody may still use the buffer: unmapped now where that is safe, else by the collector. */
    public void abandon() {
        DirectMemory.close(arena);
    }
}
