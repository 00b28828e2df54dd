package dev.steward.races;

import java.util.concurrent.atomic.AtomicInteger;

/** What the pools of these cases hold. Its plain fields are what a holder leaves to the next; its end is counted. */
public final class Cell {
    /** Written by holders and by nobody else, in this order. */
    public int first;

    /** Written after the first. */
    public int second;

    /** How often it was destroyed: more than once is always wrong. */
    public final AtomicInteger ends = new AtomicInteger();

    /** The destroy hook. */
    public void end() {
        ends.incrementAndGet();
    }
}
