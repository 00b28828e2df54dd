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

    /** True of 21, the first with long support that has it so, and after. */
    private static final boolean STOPS_AFTER_NATIVE = Runtime.version().feature() >= 21;

    private static final Object STOP = new Object();

    /** Not a constant, with which the compiler would make the arrays by itself. */
    private static int none;

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

    /**
     * Copies bytes to where another buffer stands, and leaves it standing there. Where the file has become shorter than
     * what was mapped, the error for it is thrown from here and not from anywhere later.
     *
     * <p>For the virtual machine only notes that copying failed, goes on, and throws the error when the thread next stops
     * for it. Compiled code may have left the handler by then, or, before Java 18, may be anywhere at all, and the caller
     * takes for read what was not. A thread stops on its way back from native code; in older versions that does not count,
     * but entering the virtual machine does, as for an array of arrays.
     *
     * @throws InternalError if memory was copied that the file does not have any more
     */
    public static void copy(ByteBuffer from, int index, ByteBuffer into, int count) {
        into.put(into.position(), from, index, count);
        if (STOPS_AFTER_NATIVE ? Thread.holdsLock(STOP) : new int[none][none].length != 0) {
            throw new AssertionError("nobody locks it, and it is empty");
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
