package dev.steward.bench;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/** Starts virtual threads, from code that compiles for Java 17. Stateless. */
public final class VirtualThreads {
    private VirtualThreads() {}

    /** Starts the task in a thread of either sort. */
    public static Thread start(Runnable task, boolean virtual) {
        if (virtual) {
            return startVirtual(task);
        }
        Thread thread = new Thread(task);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private static Thread startVirtual(Runnable task) {
        try {
            return (Thread) Holder.START.invokeExact(task);
        } catch (Throwable e) {
            throw new IllegalStateException("a virtual thread does not start", e);
        }
    }

    private static final class Holder {
        static final MethodHandle START = find();

        private static MethodHandle find() {
            try {
                return MethodHandles.publicLookup()
                        .findStatic(
                                Thread.class,
                                "startVirtualThread",
                                MethodType.methodType(Thread.class, Runnable.class));
            } catch (NoSuchMethodException | IllegalAccessException before21) {
                throw new IllegalStateException("virtual threads need Java 21 or later", before21);
            }
        }
    }
}
