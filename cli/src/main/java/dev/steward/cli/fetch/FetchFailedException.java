package dev.steward.cli.fetch;

import org.jspecify.annotations.Nullable;

/** A page could not be had; the message is a sentence for the user. */
public final class FetchFailedException extends Exception {
    private static final long serialVersionUID = 1L;

    FetchFailedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
