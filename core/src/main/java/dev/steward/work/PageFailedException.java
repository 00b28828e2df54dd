package dev.steward.work;

/** A page could not be had, however often it was tried. The items before it were all delivered. */
public final class PageFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    PageFailedException(Object where, int attempts, Throwable cause) {
        super(
                "the page at " + where + " could not be had in " + attempts + " attempts: " + cause
                        + "; next: begin again from that page",
                cause);
    }
}
