package dev.steward.cli.refuse;

/** The exit codes of the command. */
public final class ExitCode {
    /** Done, and everything adds up. */
    public static final int OK = 0;

    /** Something failed, or does not add up. */
    public static final int FAILURE = 1;

    /** The command line was not understood. */
    public static final int USAGE = 2;

    /** Ended by Ctrl-C, as shells have it: 128 and the number of the signal. */
    public static final int INTERRUPTED = 130;

    private ExitCode() {}
}
