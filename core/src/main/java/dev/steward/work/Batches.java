package dev.steward.work;

import dev.steward.resource.Conflicts;
import dev.steward.resource.Durations;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Flow;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Works through many items in batches of bounded size, whatever they come from, without holding more of them than the
 * batches under way. Before each batch it asks a {@link Brake}: under pressure batches become smaller and pause, and grow
 * again when it is over.
 *
 * <pre>{@code
 * long loaded = Batches.of(records).size(500).parallel(workers, 4).checkpoint(progressFile)
 *         .run(batch -> insert(batch), count -> total.add(count));
 * }</pre>
 *
 * <p>It is built up and run by one thread, once.
 *
 * @param <T> what an item is
 */
public final class Batches<T> {
    private static final int USUAL_SIZE = 100;

    /** Where the items come from. */
    private final Iterator<? extends T> items;

    private final Runnable end;
    int size = USUAL_SIZE;
    int smallest = 1;
    int atOnce = 1;
    boolean ordered = true;
    Brake brake = Brake.NONE;
    Duration mostBraked = Duration.ofMinutes(1);
    Consumer<BatchProgress> progress = so -> {};

    @Nullable
    Workers workers;

    @Nullable
    Checkpoint checkpoint;

    private Batches(Iterator<? extends T> items, Runnable end) {
        this.items = items;
        this.end = end;
    }

    /**
     * What is done with a batch.
     *
     * @param <T> what an item is
     * @param <R> what comes out
     */
    @FunctionalInterface
    public interface Work<T, R> {
        /**
         * Does it.
         *
         * @param batch the items, in their order; the list is the work's own
         * @return what came out
         * @throws Exception if it failed, which ends the run
         */
        R on(List<T> batch) throws Exception;
    }

    /**
     * Over what an iterator gives.
     *
     * @param items the items
     * @param <T> what an item is
     * @return the batches, to be described further
     */
    public static <T> Batches<T> of(Iterator<? extends T> items) {
        return new Batches<>(items, () -> {});
    }

    /**
     * Over what a stream gives; it is closed at the end of the run.
     *
     * @param items the items
     * @param <T> what an item is
     * @return the batches, to be described further
     */
    public static <T> Batches<T> of(Stream<? extends T> items) {
        return new Batches<>(items.iterator(), items::close);
    }

    /**
     * Over what a publisher gives. It is subscribed to now, asked for no more than is wanted, and cancelled at the end of
     * the run.
     *
     * @param items the items
     * @param buffered how many may be on their way to a batch, at least 1
     * @param <T> what an item is
     * @return the batches, to be described further
     */
    public static <T> Batches<T> of(Flow.Publisher<? extends T> items, int buffered) {
        if (buffered < 1) {
            throw new IllegalArgumentException("buffered: must be 1 or more items, got " + buffered);
        }
        PublisherItems<T> subscriber = new PublisherItems<>(buffered);
        items.subscribe(subscriber);
        return new Batches<>(subscriber, subscriber::cancel);
    }

    /**
     * How large a batch may be; 100 by default.
     *
     * @param largest at least 1
     * @return this
     */
    public Batches<T> size(int largest) {
        size = largest;
        return this;
    }

    /**
     * How small batches may become under pressure; 1 by default.
     *
     * @param least at least 1
     * @return this
     */
    public Batches<T> smallest(int least) {
        smallest = least;
        return this;
    }

    /**
     * Works on several batches at a time.
     *
     * @param with whose threads work; the thread that runs the batches only reads and hands on
     * @param batches how many batches at a time, at least 1
     * @return this
     */
    public Batches<T> parallel(Workers with, int batches) {
        workers = with;
        atOnce = batches;
        return this;
    }

    /**
     * Hands on results as they come, not in the order of the items.
     *
     * @return this
     */
    public Batches<T> unordered() {
        ordered = false;
        return this;
    }

    /**
     * Asks before each batch how scarce things are.
     *
     * @param whom whom to ask
     * @return this
     */
    public Batches<T> brake(Brake whom) {
        brake = whom;
        return this;
    }

    /**
     * For how long one batch is held back at most under critical pressure; a minute by default. Then it is begun in the
     * smallest size: it may hold what others wait for.
     *
     * @param longest zero or more
     * @return this
     */
    public Batches<T> mostBraked(Duration longest) {
        mostBraked = longest;
        return this;
    }

    /**
     * Notes how far the run has come, and begins where the one before stopped: so many items are read and passed over.
     *
     * @param where where to note it, after each batch up to which all are done
     * @return this
     */
    public Batches<T> checkpoint(Checkpoint where) {
        checkpoint = where;
        return this;
    }

    /**
     * Tells how far the run is, after each batch.
     *
     * @param listener told on the thread that runs the batches
     * @return this
     */
    public Batches<T> progress(Consumer<BatchProgress> listener) {
        progress = listener;
        return this;
    }

    /**
     * Works through all items.
     *
     * @param work what is done with a batch
     * @param results takes what comes out of each batch, on this thread
     * @param <R> what comes out of a batch
     * @return how many items were worked on, those not counted that were passed over
     * @throws IllegalArgumentException if options contradict each other; the message names all that do
     * @throws BatchFailedException if a batch fails; the first one, with later ones suppressed
     * @throws InterruptedException if this thread is interrupted; what was begun is cancelled
     */
    public <R> long run(Work<T, ? extends R> work, Consumer<? super R> results) throws InterruptedException {
        Conflicts conflicts = new Conflicts();
        conflicts.expect(
                smallest >= 1 && smallest <= size,
                "size: must be 1 <= smallest <= size, got " + smallest + " and " + size);
        conflicts.expect(atOnce >= 1, "parallel: must be 1 batch or more, got " + atOnce);
        conflicts.expectNotNegative("mostBraked", mostBraked);
        conflicts.refuseIfAny("batches");
        try {
            Pace pace = new Pace(brake, smallest, size, Durations.toNanos(mostBraked));
            return new BatchRun<T, R>(this, items, pace, work, results).run();
        } finally {
            end.run();
        }
    }
}
