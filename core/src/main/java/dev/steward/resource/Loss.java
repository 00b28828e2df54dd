package dev.steward.resource;

/**
 * A lease that nobody is left to close. Immutable.
 *
 * @param holding who held it, and where it was acquired if that is known
 * @param cause how that is known
 * @param reclaimed whether the resource was taken back, to be destroyed; otherwise it stays held
 */
public record Loss(Holding holding, Cause cause, boolean reclaimed) {
    /** How it is known that nobody will close it. */
    public enum Cause {
        /** The thread that holds it has ended. */
        ORPHANED,
        /** Its handle was collected by the garbage collector. */
        UNREACHABLE,
        /** It was still held when what it belongs to was closed, and that waited for it in vain. */
        OUTLASTED
    }
}
