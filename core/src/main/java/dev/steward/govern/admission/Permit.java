package dev.steward.govern.admission;

/**
 * That one request is admitted, until {@link #close()}. How long it is open is what the limit learns from. Closing it a
 * second time does nothing. May be closed by another thread than the one that entered.
 */
public final class Permit implements AutoCloseable {
    private final Admission admission;
    private final Entrant entrant;

    Permit(Admission admission, Entrant entrant) {
        this.admission = admission;
        this.entrant = entrant;
    }

    /** The request was served. */
    @Override
    public void close() {
        admission.leave(entrant, Entrant.Outcome.SERVED);
    }

    /**
     * The request says nothing about how long others take, such as one that was refused for bad input. It ends the permit;
     * a close that follows does nothing.
     */
    public void ignore() {
        admission.leave(entrant, Entrant.Outcome.IGNORED);
    }

    /**
     * The request failed because something further in has too much to do: a timeout, an exhausted pool. The limit shrinks.
     * It ends the permit; a close that follows does nothing.
     */
    public void drop() {
        admission.leave(entrant, Entrant.Outcome.DROPPED);
    }

    @Override
    public String toString() {
        return "permit of " + admission.name();
    }
}
