package dev.steward.races;

import dev.steward.work.Workers;
import dev.steward.work.WorkersBuilder;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * Workers that are lent to one try after another, since starting their threads would leave no time for the race; as {@link
 * Stock} does with pools. The arbiter puts them back when all that they were given has run. Threadsafe.
 */
final class Staff {
    private final Supplier<WorkersBuilder> description;
    private final Queue<Workers> free = new ConcurrentLinkedQueue<>();

    Staff(Supplier<WorkersBuilder> description) {
        this.description = description;
    }

    /** Workers with nothing to do. */
    Workers take() {
        Workers workers = free.poll();
        return workers == null ? description.get().build() : workers;
    }

    /** Takes them back, unless something went wrong with them. */
    void putBack(Workers workers, boolean sound) {
        if (sound) {
            free.add(workers);
        }
    }

    /** Whether everything that waits there, as far as one thread takes it in turn, has run. */
    static boolean hasRunAll(Workers workers) {
        try {
            return workers.submit(() -> true).get(Stock.LONG.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException leftBehind) {
            return false;
        }
    }

    /** Whether workers that were shut down have ended. */
    static boolean hasEnded(Workers workers) {
        try {
            return workers.awaitTermination(Stock.LONG.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException nobodyShould) {
            return false;
        }
    }
}
