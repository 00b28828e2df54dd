package dev.steward.bench.buffer;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.nio.ByteBuffer;

/** No pool: each buffer from the virtual machine, on the heap or outside it; the latter freed at once, not by the collector. */
final class SystemBuffers implements BufferPeer<ByteBuffer> {
    private static final MethodHandle CLEAN = findCleaner();

    private final boolean direct;

    SystemBuffers(boolean direct) {
        this.direct = direct;
    }

    private static MethodHandle findCleaner() {
        try {
            Class<?> unsafe = Class.forName("sun.misc.Unsafe");
            Field instance = unsafe.getDeclaredField("theUnsafe");
            instance.setAccessible(true);
            return MethodHandles.publicLookup()
                    .findVirtual(unsafe, "invokeCleaner", MethodType.methodType(void.class, ByteBuffer.class))
                    .bindTo(instance.get(null));
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    @Override
    public ByteBuffer acquire(int bytes) {
        return direct ? ByteBuffer.allocateDirect(bytes) : ByteBuffer.allocate(bytes);
    }

    @Override
    public void touch(ByteBuffer buffer, int value) {
        buffer.putInt(0, value);
    }

    @Override
    public void release(ByteBuffer buffer) {
        if (direct) {
            try {
                CLEAN.invokeExact(buffer);
            } catch (Throwable e) {
                throw new IllegalStateException("a direct buffer cannot be freed", e);
            }
        }
    }

    @Override
    public long heldBytes() {
        return 0;
    }

    @Override
    public void close() {}
}
