package dev.steward.bench;

/** A way to measure one competitor, once, in a process of its own. */
interface Gauge {
    /**
     * Measures.
     *
     * @param quick whether a rougher figure in a third of the time will do
     */
    Sample measure(String peer, boolean quick) throws Exception;
}
