package dev.steward.cli.refuse;

import org.jspecify.annotations.Nullable;

/**
 * The end of the run that the user can do something about: one sentence that says what is wrong and what to do. Its
 * stack is of no use to anybody, so it has none.
 */
public final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int exitCode;

    private Refusal(int exitCode, String sentence, @Nullable Throwable cause) {
        super(sentence, cause, false, false);
        this.exitCode = exitCode;
    }

    /** What was asked for cannot be meant: exit code 2. */
    public static Refusal usage(String sentence) {
        return new Refusal(ExitCode.USAGE, sentence, null);
    }

    /** What was asked for makes sense and could not be done: exit code 1. */
    public static Refusal failure(String sentence) {
        return new Refusal(ExitCode.FAILURE, sentence, null);
    }

    /** Like {@link #failure(String)}, keeping what it came from. */
    public static Refusal failure(String sentence, Throwable cause) {
        return new Refusal(ExitCode.FAILURE, sentence, cause);
    }

    /** The exit code of the process. */
    public int exitCode() {
        return exitCode;
    }

    /** The sentence. */
    public String sentence() {
        String message = getMessage();
        return message == null ? "refused" : message;
    }
}
