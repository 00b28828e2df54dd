package dev.steward.cli;

import dev.steward.cli.refuse.ExitCode;
import dev.steward.cli.refuse.Refusal;
import dev.steward.resource.ResourceException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** One run of the command: what is said goes to the given streams, what is to happen to the process is returned. */
final class CommandLineRun {
    private static final Logger LIBRARIES = Logger.getLogger("");

    private final PrintStream out;
    private final PrintStream err;

    CommandLineRun(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    int run(String... arguments) {
        quietLibraries();
        CommandLine line = new CommandLine(new StewardCommand());
        line.addSubcommand(new MigrateCommand(out, err));
        line.setOut(new PrintWriter(out, true, StandardCharsets.UTF_8));
        line.setErr(new PrintWriter(err, true, StandardCharsets.UTF_8));
        line.setUsageHelpAutoWidth(false);
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setParameterExceptionHandler((failure, ignored) -> misunderstood(failure));
        line.setExecutionExceptionHandler((failure, ignored, parsed) -> failed(failure));
        return line.execute(arguments);
    }

    /** What is logged below a warning is for programs that configure logging; here it would tear up the screen. */
    private static void quietLibraries() {
        LIBRARIES.setLevel(Level.OFF);
    }

    private int misunderstood(ParameterException failure) {
        StringBuilder sentence = new StringBuilder(firstLine(String.valueOf(failure.getMessage())));
        if (failure instanceof UnmatchedArgumentException unmatched
                && !unmatched.getSuggestions().isEmpty()) {
            sentence.append("; did you mean ")
                    .append(String.join(" or ", unmatched.getSuggestions()))
                    .append('?');
        }
        String name = failure.getCommandLine().getCommandSpec().qualifiedName();
        String plain = sentence.toString().replaceFirst("[. ]+$", "");
        say(plain + (plain.endsWith("?") ? " See " : ". See ") + name + " --help.");
        return ExitCode.USAGE;
    }

    private int failed(Exception failure) {
        if (failure instanceof Refusal refusal) {
            say(refusal.sentence());
            trace(failure);
            return refusal.exitCode();
        }
        if (failure instanceof ResourceException resource) {
            say(firstLine(String.valueOf(resource.getMessage())));
            trace(failure);
            return ExitCode.FAILURE;
        }
        say("something went wrong that should not (" + failure + "): set STEWARD_DEBUG=1 to see where, and report it.");
        trace(failure);
        return ExitCode.FAILURE;
    }

    private void say(String sentence) {
        err.println("steward: " + sentence);
    }

    /** Where it happened is for whoever asks for it. */
    private void trace(Exception failure) {
        if (System.getenv("STEWARD_DEBUG") != null) {
            failure.printStackTrace(err);
        }
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().orElse(text);
    }
}
