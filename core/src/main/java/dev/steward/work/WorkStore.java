package dev.steward.work;

import java.util.Collection;
import java.util.List;

/**
 * Where a {@link WorkQueue} keeps its items so that they outlive the process. What one of the writing methods was called
 * for must be there after a crash once it has returned; that is all that the queue builds on. Threadsafe. A failure is
 * thrown as {@link java.io.UncheckedIOException}.
 */
public interface WorkStore extends AutoCloseable {
    /**
     * An item that is not finished.
     *
     * @param id its number
     * @param priority its priority
     * @param payload what was submitted
     */
    @SuppressWarnings("ArrayRecordComponent") // It is carried, never compared.
    record Open(long id, Priority priority, byte[] payload) {}

    /**
     * An item that is.
     *
     * @param id its number
     * @param state one of the final ones
     * @param result what came out if it is done, the failure in UTF-8 if it failed, nothing if it was cancelled
     */
    @SuppressWarnings("ArrayRecordComponent") // It is carried, never compared.
    record Finished(long id, WorkItem.State state, byte[] result) {}

    /**
     * The highest number that was ever given.
     *
     * @return the number; 0 before the first
     */
    long lastId();

    /**
     * All items that are not finished.
     *
     * @return by their numbers
     */
    List<Open> open();

    /**
     * The items that were finished last.
     *
     * @param most how many at most
     * @return by the order in which they were finished
     */
    List<Finished> finished(int most);

    /**
     * Takes an item in.
     *
     * @param item a new one
     */
    void add(Open item);

    /**
     * Notes that an item is finished.
     *
     * @param item how it came out
     */
    void finish(Finished item);

    /**
     * Forgets finished items.
     *
     * @param ids their numbers
     */
    void forget(Collection<Long> ids);

    @Override
    void close();
}
