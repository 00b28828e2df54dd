package dev.steward.work;

/** Tells how scarce things are, for those who can go slower. Threadsafe, and quick to ask. */
@FunctionalInterface
public interface Brake {
    /** There is enough of everything. */
    Brake NONE = () -> 0.0;

    /**
     * How scarce things are now.
     *
     * @return the pressure, from 0.0 to 1.0
     */
    double pressure();
}
