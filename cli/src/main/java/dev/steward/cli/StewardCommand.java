package dev.steward.cli;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The command without a subcommand: it explains itself. */
@Command(
        name = "steward",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "One owner for everything scarce in a process: connections, buffers, threads, files.",
        synopsisSubcommandLabel = "COMMAND",
        footer = {"", "Start with: steward migrate"})
final class StewardCommand implements Callable<Integer> {
    @Spec
    @Nullable
    CommandSpec spec;

    @Override
    public Integer call() {
        if (spec != null) {
            spec.commandLine().usage(spec.commandLine().getOut());
        }
        return 0;
    }
}
