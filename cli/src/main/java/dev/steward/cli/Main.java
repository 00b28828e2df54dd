package dev.steward.cli;

import dev.steward.cli.refuse.ExitCode;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** The steward command. */
public final class Main {
    private Main() {}

    /**
     * Runs it, and ends the process with its exit code: 0 when all is well, 1 when not, 2 for a command line that was
     * not understood, 130 after Ctrl-C.
     *
     * @param arguments the command line
     */
    public static void main(String[] arguments) {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
        int code = ExitCode.FAILURE;
        try {
            code = new CommandLineRun(out, err).run(arguments);
        } finally {
            out.flush();
            err.flush();
        }
        System.exit(code);
    }
}
