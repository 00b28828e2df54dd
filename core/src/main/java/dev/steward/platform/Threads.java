package dev.steward.platform;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Threads, as far as they differ between Java 17 and later versions. Stateless. */
public final class Threads {
    private static final @Nullable MethodHandle IS_VIRTUAL = findIsVirtual();

    private Threads() {}

    /** What is handed over to a thread that does not run would be taken for left behind by it. */
    public static void requireAlive(String owner, Thread holder) {
        if (!holder.isAlive()) {
            throw new IllegalArgumentException(owner + ": a lease is handed over to a thread that is alive, and "
                    + holder.getName() + " has not begun or has ended; next: start it first, or hand over to a name");
        }
    }

    private static @Nullable MethodHandle findIsVirtual() {
        try {
            return MethodHandles.publicLookup()
                    .findVirtual(Thread.class, "isVirtual", MethodType.methodType(boolean.class));
        } catch (NoSuchMethodException | IllegalAccessException before21) {
            return null;
        }
    }

    /** Whether the thread is virtual; false on versions that have none. */
    public static boolean isVirtual(Thread thread) {
        if (IS_VIRTUAL == null) {
            return false;
        }
        try {
            return (boolean) IS_VIRTUAL.invokeExact(thread);
        } catch (Throwable e) {
            throw new LinkageError("Thread.isVirtual() cannot be called", e);
        }
    }

    /** Whether this version has virtual threads. */
    public static boolean hasVirtual() {
        return IS_VIRTUAL != null && Runtime.version().feature() >= 21;
    }

    /** Makes virtual threads named {@code prefix-1}, {@code prefix-2} and so on; only where there are any. */
    public static ThreadFactory virtual(String prefix) {
        try {
            Class<?> builder = Class.forName("java.lang.Thread$Builder");
            Class<?> ofVirtual = Class.forName("java.lang.Thread$Builder$OfVirtual");
            MethodHandles.Lookup lookup = MethodHandles.publicLookup();
            Object named = lookup.findVirtual(builder, "name", MethodType.methodType(builder, String.class, long.class))
                    .invoke(
                            lookup.findStatic(Thread.class, "ofVirtual", MethodType.methodType(ofVirtual))
                                    .invoke(),
                            prefix + "-",
                            1L);
            return (ThreadFactory) lookup.findVirtual(builder, "factory", MethodType.methodType(ThreadFactory.class))
                    .invoke(named);
        } catch (Throwable before21) {
            throw new LinkageError("virtual threads need Java 21 or later", before21);
        }
    }

    /** Makes daemon threads named {@code prefix-1}, {@code prefix-2} and so on. */
    public static ThreadFactory daemons(String prefix) {
        AtomicInteger count = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, prefix + "-" + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }
}
