package dev.steward.ledger;

import dev.steward.platform.Calls;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** Reads where threads are, as far as that can be read. Threadsafe. */
final class Stacks {
    private static final System.Logger LOG = System.getLogger(Ledger.class.getName());
    private static final int DEPTH = 32;
    private static final AtomicBoolean REFUSED = new AtomicBoolean();

    private Stacks() {}

    /** The thread's calls from the first on that is no waiting in the JDK; empty if it has ended or cannot be asked. */
    static List<StackTraceElement> of(@Nullable Thread thread) {
        if (thread == null || !thread.isAlive()) {
            return List.of();
        }
        try {
            StackTraceElement[] stack = thread.getStackTrace();
            List<StackTraceElement> calls = Arrays.stream(stack)
                    .dropWhile(call -> isPlumbing(call.getClassName()))
                    .limit(DEPTH)
                    .map(Calls::plain)
                    .toList();
            return calls.isEmpty() ? List.of(stack) : calls;
        } catch (SecurityException refused) {
            if (REFUSED.compareAndSet(false, true)) {
                LOG.log(
                        System.Logger.Level.WARNING,
                        "stacks of threads may not be read here (" + refused.getMessage()
                                + "): the ledger goes on without them; next: grant getStackTrace if you want them");
            }
            return List.of();
        }
    }

    private static boolean isPlumbing(String type) {
        return type.startsWith("java.") || type.startsWith("jdk.") || type.startsWith("sun.");
    }
}
