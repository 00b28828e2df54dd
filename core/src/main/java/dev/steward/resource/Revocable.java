package dev.steward.resource;

/**
 * Somebody who holds an amount of a {@link Budget} that can be taken back without harm, such as rows to be sorted that
 * can be written to a file. Entered by {@link Budget#register}; asked by whoever finds the budget under pressure.
 * Implementations are threadsafe.
 */
public interface Revocable {
    /**
     * How much could be taken back now.
     *
     * @return the amount, in the budget's unit; what is being given back already is not counted
     */
    long revocable();

    /**
     * Begins to give back. What is given back is released from the budget in the end; that may be after this returns.
     *
     * @param amount how much is wanted, in the budget's unit
     * @return how much will be given back, which may be more or less
     */
    long revoke(long amount);

    /**
     * How much is being given back already and still counts as used.
     *
     * @return the amount, in the budget's unit; 0 where giving back is done when {@link #revoke} returns
     */
    default long revoking() {
        return 0;
    }

    /** What ends that somebody is asked. */
    @FunctionalInterface
    interface Registration extends AutoCloseable {
        /** Ends it. A second time does nothing. */
        @Override
        void close();
    }
}
