package dev.steward.memory;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.nio.Buffer;
import java.nio.ByteBuffer;

/** Where a direct buffer lies. By reflection, because nobody is meant to ask. Stateless. */
final class Addresses {
    /** {@code (Object, offset) -> long}. */
    private static final MethodHandle READ;

    private static final long ADDRESS;

    static {
        try {
            Class<?> unsafe = Class.forName("sun.misc.Unsafe");
            Field instance = unsafe.getDeclaredField("theUnsafe");
            instance.setAccessible(true);
            MethodHandles.Lookup lookup = MethodHandles.publicLookup();
            READ = lookup.findVirtual(unsafe, "getLong", MethodType.methodType(long.class, Object.class, long.class))
                    .bindTo(instance.get(null));
            ADDRESS = (long)
                    lookup.findVirtual(unsafe, "objectFieldOffset", MethodType.methodType(long.class, Field.class))
                            .bindTo(instance.get(null))
                            .invoke(Buffer.class.getDeclaredField("address"));
        } catch (Throwable e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private Addresses() {}

    static long of(ByteBuffer buffer) {
        try {
            return (long) READ.invoke((Object) buffer, ADDRESS);
        } catch (Throwable e) {
            throw new LinkageError("the address of a buffer cannot be read", e);
        }
    }
}
