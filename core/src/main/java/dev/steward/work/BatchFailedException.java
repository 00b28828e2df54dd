package dev.steward.work;

/** A batch failed. What was begun has ended, nothing more was begun, and the checkpoint stands before this batch. */
public final class BatchFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final long from;
    private final int size;

    BatchFailedException(long from, int size, Throwable cause) {
        super(
                "the batch of items " + from + " to " + (from + size - 1) + " failed: " + cause
                        + "; next: mend the cause and run again, which goes on from the checkpoint if there is one",
                cause);
        this.from = from;
        this.size = size;
    }

    /**
     * Where the batch begins.
     *
     * @return the number of its first item, counted from 0
     */
    public long from() {
        return from;
    }

    /**
     * How large it was.
     *
     * @return its number of items
     */
    public int size() {
        return size;
    }
}
