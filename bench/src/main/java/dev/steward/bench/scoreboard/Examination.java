package dev.steward.bench.scoreboard;

import dev.steward.bench.scoreboard.contestant.Contestant;
import dev.steward.bench.scoreboard.contestant.Contestants;
import dev.steward.bench.scoreboard.probe.Arena;
import dev.steward.bench.scoreboard.probe.Behaviours;
import dev.steward.bench.scoreboard.probe.PostgresServer;
import dev.steward.bench.scoreboard.probe.Probe;
import dev.steward.bench.scoreboard.probe.Transcript;
import dev.steward.bench.scoreboard.probe.Verdict;
import dev.steward.bench.scoreboard.trial.TrialDriver;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The process that examines one contestant. A probe that does not end in time ends the process, since nobody knows what
 * its threads would do to the next probe: the rest is for another process.
 */
final class Examination {
    private final Contestant contestant;
    private final PostgresServer postgres;
    private final Transcript transcript;
    private final Map<Class<?>, Object> memory = new ConcurrentHashMap<>();

    private Examination(Contestant contestant, PostgresServer postgres, Transcript transcript) {
        this.contestant = contestant;
        this.postgres = postgres;
        this.transcript = transcript;
    }

    public static void main(String[] arguments) throws Exception {
        Wire wire = new Wire(
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)),
                new PrintStream(System.out, true, StandardCharsets.UTF_8));
        Class.forName(TrialDriver.class.getName());
        PostgresServer postgres = new PostgresServer(arguments[1], () -> wire.ask(Wire.RESTART));
        // The first connect of a process loads classes for longer than some timeouts are.
        postgres.execute("select 1");
        Transcript transcript = new Transcript();
        transcript.listen();
        Examination examination = new Examination(Contestants.named(arguments[0]), postgres, transcript);
        for (String key : List.of(arguments).subList(2, arguments.length)) {
            wire.ask(Wire.BEGIN, key);
            Verdict verdict = examination.examine(Behaviours.named(key));
            wire.say(key, verdict);
            if (verdict.outcome() == Verdict.Outcome.HUNG) {
                break;
            }
        }
        // Not exit: a pool that hangs may hang in its shutdown hook as well.
        Runtime.getRuntime().halt(0);
    }

    /** Once more after a failure that a busy machine may be to blame for, such as that of a probe's own preparations. */
    private Verdict examine(Probe probe) throws InterruptedException {
        Verdict first;
        boolean again;
        try {
            first = verdict(probe);
            again = probe.timed() && first.outcome() == Verdict.Outcome.FAIL;
        } catch (ExecutionException failed) {
            first = failure(failed);
            again = true;
        }
        if (!again) {
            return first;
        }
        try {
            Verdict second = verdict(probe);
            return second.outcome() == Verdict.Outcome.HUNG ? first : second;
        } catch (ExecutionException failed) {
            return failure(failed);
        }
    }

    private static Verdict failure(ExecutionException failed) {
        return Verdict.fail(String.valueOf(failed.getCause()));
    }

    private Verdict verdict(Probe probe) throws InterruptedException, ExecutionException {
        FutureTask<Verdict> task = new FutureTask<>(() -> {
            Arena arena = new Arena(contestant, postgres, transcript, memory);
            try {
                return probe.run(arena);
            } finally {
                arena.clear();
            }
        });
        Thread thread = new Thread(task, "probe " + probe.key());
        thread.setDaemon(true);
        thread.start();
        try {
            return task.get(probe.limit().toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException late) {
            return Verdict.hung("not over after " + probe.limit().toSeconds() + " s");
        }
    }
}
