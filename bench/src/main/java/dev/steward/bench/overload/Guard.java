package dev.steward.bench.overload;

import org.jspecify.annotations.Nullable;

/** Decides which requests are let in. Threadsafe. */
@FunctionalInterface
public interface Guard {
    /** A request that was let in. */
    @FunctionalInterface
    interface Pass {
        /** It was served. */
        void leave();
    }

    /** Lets the request of this thread in, or not: then null. */
    @Nullable
    Pass enter();
}
