package dev.steward.memory;

import java.lang.StackWalker.StackFrame;
import java.lang.ref.PhantomReference;
import java.lang.ref.ReferenceQueue;
import java.util.Optional;

/**
 * What is known of a lease that was chosen to be watched: since when it is held, where it was acquired, and, once its
 * token is collected, that nobody can close it any more. Every lease handle of one hold has the token. Threadsafe.
 */
final class Sample extends PhantomReference<Object> {
    private static final StackWalker WALKER = StackWalker.getInstance();

    final Slot slot;
    final long sinceNanos;
    final String site;

    /** The lease that is open now; handing it over changes it. */
    volatile long generation;

    Sample(Slot slot, Object token, ReferenceQueue<Object> collected, long sinceNanos) {
        super(token, collected);
        this.slot = slot;
        this.sinceNanos = sinceNanos;
        this.site = here();
    }

    /** The caller outside this package. */
    private static String here() {
        Optional<StackFrame> caller = WALKER.walk(frames -> frames.filter(
                        frame -> !frame.getClassName().startsWith(Sample.class.getPackageName() + "."))
                .findFirst());
        return caller.map(frame -> "acquired at " + frame.toStackTraceElement()).orElse("");
    }
}
