package dev.steward.cli.load;

/** The pause before another try. Threadsafe. */
@FunctionalInterface
public interface Backoff {
    /**
     * Waits, longer with each attempt.
     *
     * @param attempt how many attempts have failed, from 1
     * @return false when there is to be no other try, because the run is being stopped
     */
    boolean pause(int attempt);
}
