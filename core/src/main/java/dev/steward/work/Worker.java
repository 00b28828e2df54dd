package dev.steward.work;

import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;

/** One thread of a crew, and the task it runs now. Its fields are guarded by the crew's lock. */
final class Worker {
    final Thread thread;
    final long bornNanos;

    @Nullable
    Task current;

    private final Crew crew;

    Worker(Crew crew, ThreadFactory factory, long bornNanos) {
        this.crew = crew;
        this.bornNanos = bornNanos;
        thread = factory.newThread(this::work);
    }

    private void work() {
        boolean threw = false;
        for (Task task = crew.next(this, threw); task != null; task = crew.next(this, threw)) {
            threw = crew.run(task);
        }
    }
}
