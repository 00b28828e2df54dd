package dev.steward.work;

/**
 * Works on the items of a {@link WorkQueue}, on several threads at a time.
 *
 * @param <P> what is submitted
 * @param <R> what comes out; never null
 */
@FunctionalInterface
public interface WorkHandler<P, R> {
    /** Where a handler says how far it is. Threadsafe. */
    @FunctionalInterface
    interface Progress {
        /**
         * Says it.
         *
         * @param done the share that is done, from 0.0 to 1.0
         * @param note what is being done; may be empty
         */
        void report(double done, String note);
    }

    /**
     * Works on one item.
     *
     * @param payload what was submitted
     * @param progress where to say how far it is
     * @return what came out
     * @throws Exception if it failed; it is tried again then, as often as it may. After an {@link Error} it is not
     */
    R work(P payload, Progress progress) throws Exception;
}
