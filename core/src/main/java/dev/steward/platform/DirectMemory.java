package dev.steward.platform;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Field;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Memory outside the heap that is freed when it is told to, not when the collector comes by. From Java 22 on it belongs
 * to a shared arena: whoever still uses the buffer after {@link #free()} gets an exception. Before that it is freed
 * through the buffer's own cleaner, and using it afterwards is as undefined as in C; {@link #abandon()} is for those who
 * cannot exclude that. Where neither way is open, such as in a runtime image without {@code jdk.unsupported}, the
 * collector frees it after all. Confined to whoever owns it.
 */
public final class DirectMemory {
    private static final int FIRST_WITH_ARENAS = 22;
    private static final long ALIGNMENT = 16;
    private static final Pattern LIMIT_OPTION = Pattern.compile("-XX:MaxDirectMemorySize=(\\d{1,15})([kKmMgGtT]?)");

    /** {@code () -> Arena}, or null before 22. */
    static final @Nullable MethodHandle OPEN;

    /** {@code (Arena, bytes, alignment) -> ByteBuffer}, or null before 22. */
    private static final @Nullable MethodHandle ALLOCATE;

    /** {@code (ByteBuffer) -> void}, or null from 22 on. */
    static final @Nullable MethodHandle CLEAN;

    static {
        boolean arenas = Runtime.version().feature() >= FIRST_WITH_ARENAS;
        try {
            OPEN = arenas ? findOpen() : null;
            ALLOCATE = arenas ? findAllocate() : null;
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
        CLEAN = arenas ? null : findCleaner();
    }

    /** In arenas, of which the virtual machine keeps no count that it tells. */
    private static final AtomicLong IN_ARENAS = new AtomicLong();

    /** The virtual machine's limit on direct buffers, which it does not apply to arenas; so it is applied here. */
    private static final long MOST_IN_ARENAS =
            limit(ManagementFactory.getRuntimeMXBean().getInputArguments());

    private final long bytes;
    private final ByteBuffer buffer;
    private final @Nullable AutoCloseable arena;

    private DirectMemory(ByteBuffer buffer, @Nullable AutoCloseable arena) {
        this.bytes = buffer.capacity();
        this.buffer = buffer;
        this.arena = arena;
    }

    /** As the virtual machine has it: what the option says, or else as much as the heap may have. */
    static long limit(List<String> options) {
        long limit = Runtime.getRuntime().maxMemory();
        for (String option : options) {
            Matcher given = LIMIT_OPTION.matcher(option);
            if (given.matches() && !given.group(1).equals("0")) {
                int shift = 10 * (1 + "kmgt".indexOf(given.group(2).toLowerCase(Locale.ROOT)));
                limit = Long.parseLong(given.group(1)) << (given.group(2).isEmpty() ? 0 : shift);
            }
        }
        return limit;
    }

    /**
     * What is in use that the virtual machine does not count among its direct buffers.
     *
     * @return the bytes; 0 before Java 22
     */
    public static long uncountedBytes() {
        return IN_ARENAS.get();
    }

    private static void reserve(long bytes) {
        long seen = IN_ARENAS.get();
        while (bytes <= MOST_IN_ARENAS - seen) {
            if (IN_ARENAS.compareAndSet(seen, seen + bytes)) {
                return;
            }
            seen = IN_ARENAS.get();
        }
        throw new OutOfMemoryError("cannot take " + bytes + " bytes of direct memory: " + seen + " of " + MOST_IN_ARENAS
                + " are in use, and -XX:MaxDirectMemorySize allows no more");
    }

    private static MethodHandle findOpen() throws ReflectiveOperationException {
        Class<?> arena = Class.forName("java.lang.foreign.Arena");
        return MethodHandles.publicLookup()
                .findStatic(arena, "ofShared", MethodType.methodType(arena))
                .asType(MethodType.methodType(AutoCloseable.class));
    }

    private static MethodHandle findAllocate() throws ReflectiveOperationException {
        Class<?> arena = Class.forName("java.lang.foreign.Arena");
        Class<?> segment = Class.forName("java.lang.foreign.MemorySegment");
        Lookup lookup = MethodHandles.publicLookup();
        MethodHandle allocate =
                lookup.findVirtual(arena, "allocate", MethodType.methodType(segment, long.class, long.class));
        MethodHandle view = lookup.findVirtual(segment, "asByteBuffer", MethodType.methodType(ByteBuffer.class));
        return MethodHandles.filterReturnValue(allocate, view)
                .asType(MethodType.methodType(ByteBuffer.class, AutoCloseable.class, long.class, long.class));
    }

    private static @Nullable MethodHandle findCleaner() {
        try {
            Class<?> unsafe = Class.forName("sun.misc.Unsafe");
            Field instance = unsafe.getDeclaredField("theUnsafe");
            instance.setAccessible(true);
            return MethodHandles.publicLookup()
                    .findVirtual(unsafe, "invokeCleaner", MethodType.methodType(void.class, ByteBuffer.class))
                    .bindTo(instance.get(null));
        } catch (ReflectiveOperationException | RuntimeException withoutIt) {
            return null;
        }
    }

    /**
     * Takes zeroed memory from the system.
     *
     * @throws OutOfMemoryError if the system or the virtual machine's limit on direct memory has no more
     */
    public static DirectMemory allocate(int bytes) {
        if (OPEN == null || ALLOCATE == null) {
            return new DirectMemory(ByteBuffer.allocateDirect(bytes), null);
        }
        reserve(bytes);
        AutoCloseable arena = null;
        try {
            arena = (AutoCloseable) OPEN.invokeExact();
            return new DirectMemory((ByteBuffer) ALLOCATE.invokeExact(arena, (long) bytes, ALIGNMENT), arena);
        } catch (Throwable e) {
            close(arena);
            IN_ARENAS.addAndGet(-bytes);
            if (e instanceof Error error) {
                throw error;
            }
            throw new LinkageError("a shared arena cannot be used", e);
        }
    }

    public ByteBuffer buffer() {
        return buffer;
    }

    /**
     * Frees it now. Nobody may use the buffer any more.
     *
     * @throws IllegalStateException if an input or output operation is using the buffer at this moment (only from Java
     *     22 on, where that is noticed); it is not freed then
     */
    public void free() {
        closeArena();
        if (CLEAN != null) {
            try {
                CLEAN.invokeExact(buffer);
            } catch (Throwable e) {
                throw new LinkageError("the cleaner of a direct buffer cannot be called", e);
            }
        }
    }

    /**
     * Lets go of it although somebody may still use the buffer: freed now where that user gets an exception for it,
     * otherwise when the collector finds that nobody has the buffer any more.
     *
     * @throws IllegalStateException as {@link #free()} does
     */
    public void abandon() {
        closeArena();
    }

    /** Counts it out once it is closed; an arena that is busy stays counted. */
    private void closeArena() {
        close(arena);
        if (arena != null) {
            IN_ARENAS.addAndGet(-bytes);
        }
    }

    static void close(@Nullable AutoCloseable arena) {
        if (arena != null) {
            try {
                arena.close();
            } catch (RuntimeException busy) {
                throw busy;
            } catch (Exception e) {
                throw new LinkageError("a shared arena cannot be closed", e);
            }
        }
    }
}
