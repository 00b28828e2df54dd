package dev.steward.work;

/** Where {@link Batches} note how far they have come, so that the next run goes on from there. Used by one run at a time. */
public interface Checkpoint {
    /**
     * How far the run before has come.
     *
     * @return how many items from the beginning need not be worked on again; 0 when there was none
     */
    long load();

    /**
     * Notes how far this run has come.
     *
     * @param items how many items from the beginning are done; what comes after may have been worked on as well
     */
    void save(long items);
}
