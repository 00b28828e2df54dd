package dev.steward.bench;

import java.util.Collection;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs one benchmark of JMH in one fork: the rounds around it take the place of JMH's own forks. Stateless. */
final class Jmh {
    private Jmh() {}

    /** What all runs of JMH have in common. */
    static ChainedOptionsBuilder options(Class<?> type, String method, String peer, int threads, boolean quick) {
        return new OptionsBuilder()
                .include("^" + type.getName().replace(".", "\\.") + "\\." + method + "$")
                .param("peer", peer)
                .threads(threads)
                .forks(1)
                .jvmArgs(Flags.of("1g", "-XX:+UseG1GC").toArray(String[]::new))
                .warmupIterations(4)
                .warmupTime(TimeValue.milliseconds(quick ? 250 : 400))
                .measurementIterations(quick ? 3 : 5)
                .measurementTime(TimeValue.milliseconds(quick ? 250 : 400))
                .timeout(TimeValue.seconds(40))
                .shouldFailOnError(true)
                .verbosity(VerboseMode.SILENT);
    }

    static RunResult run(ChainedOptionsBuilder options) throws RunnerException {
        Collection<RunResult> results = new Runner(options.build()).run();
        if (results.size() != 1) {
            throw new RunnerException("JMH gave " + results.size() + " results instead of one");
        }
        return results.iterator().next();
    }
}
