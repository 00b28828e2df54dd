package dev.steward.resource;

/** A managed thing whose bounds can be changed while it is in use, without disturbing its holders. */
public interface Resizable extends Managed {
    /**
     * How many it keeps at least.
     *
     * @return the bound, counted in pieces: connections, threads
     */
    int leastSize();

    /**
     * How many it may have at most.
     *
     * @return the bound, counted in pieces
     */
    int mostSize();

    /**
     * Changes both. A smaller maximum is reached as leases come back.
     *
     * @param min how many to keep at least; what keeps none takes no notice of it
     * @param max how many to have at most
     * @throws IllegalArgumentException if they contradict each other, or are out of its range
     */
    void resize(int min, int max);
}
