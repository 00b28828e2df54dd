package dev.steward.resource;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * The closing of something that may be closed any number of times, by several threads at once: the first closes it, and
 * all get the report. For those who write a {@link Managed}. Threadsafe.
 */
public final class CloseOnce {
    private final AtomicBoolean begun = new AtomicBoolean();
    private final CompletableFuture<CloseReport> report = new CompletableFuture<>();

    /** Not begun. */
    public CloseOnce() {}

    /**
     * Whether somebody has begun to close it, so that nothing new must be given. A volatile read.
     *
     * @return true from the first call of {@link #run} on
     */
    public boolean hasBegun() {
        return begun.get();
    }

    /**
     * Whether the closing is over.
     *
     * @return true once there is a report
     */
    public boolean isDone() {
        return report.isDone();
    }

    /**
     * Closes it if nobody has begun to, and waits for the report otherwise. Blocks for as long as the closing takes.
     *
     * @param closing does it, on the calling thread
     * @return the report of the one closing; what that threw is thrown to all
     */
    public CloseReport run(Supplier<CloseReport> closing) {
        if (begun.compareAndSet(false, true)) {
            try {
                report.complete(closing.get());
            } catch (Throwable failed) {
                report.completeExceptionally(failed);
                throw failed;
            }
        }
        try {
            return report.join();
        } catch (CompletionException failed) {
            throw new IllegalStateException("the closing failed in another thread", failed.getCause());
        }
    }
}
