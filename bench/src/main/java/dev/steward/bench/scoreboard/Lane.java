package dev.steward.bench.scoreboard;

import dev.steward.bench.Flags;
import dev.steward.bench.scoreboard.probe.Behaviours;
import dev.steward.bench.scoreboard.probe.Probe;
import dev.steward.bench.scoreboard.probe.Verdict;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import org.jspecify.annotations.Nullable;

/** Examines contestants one after the other, beside other lanes, with a PostgreSQL of its own. Confined to one thread. */
final class Lane {
    /** What a probe may take beyond its limit, which it may come to twice, with all its clearing up. */
    private static final long GRACE_SECONDS = 20;

    private final LaneServer server;
    private final ReadWriteLock quiet;
    private final Scoreboard scoreboard;

    /** @param quiet read by a probe that runs beside others, written by one that does not */
    Lane(LaneServer server, ReadWriteLock quiet, Scoreboard scoreboard) {
        this.server = server;
        this.quiet = quiet;
        this.scoreboard = scoreboard;
    }

    void examine(String contestant, List<Probe> probes) throws IOException, InterruptedException {
        List<Probe> left = new ArrayList<>(probes);
        while (!left.isEmpty()) {
            int before = left.size();
            examineInOneProcess(contestant, left);
            if (left.size() == before) {
                throw new IOException("the examining process of " + contestant + " does not start");
            }
        }
    }

    private void examineInOneProcess(String contestant, List<Probe> left) throws IOException, InterruptedException {
        Process process = start(contestant, left);
        Thread end = new Thread(process::destroyForcibly, "end of the examination");
        Runtime.getRuntime().addShutdownHook(end);
        try (BufferedReader in = process.inputReader(StandardCharsets.UTF_8);
                PrintStream out = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8)) {
            Wire wire = new Wire(in, out);
            while (!left.isEmpty()) {
                List<String> words = wire.hear();
                if (words == null) {
                    return;
                }
                Probe probe = Behaviours.named(words.get(1));
                Verdict verdict = verdict(wire, probe, process);
                left.remove(0);
                scoreboard.enter(contestant, probe, verdict);
            }
        } finally {
            process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
            Runtime.getRuntime().removeShutdownHook(end);
        }
    }

    /** From the process's wish to begin until its verdict. */
    private Verdict verdict(Wire wire, Probe probe, Process process) throws IOException {
        Lock lock = probe.quiet() ? quiet.writeLock() : quiet.readLock();
        lock.lock();
        Thread watch = new Thread(
                () -> {
                    try {
                        TimeUnit.SECONDS.sleep(2 * probe.limit().toSeconds() + GRACE_SECONDS);
                        process.destroyForcibly();
                    } catch (InterruptedException ended) {
                        // In time.
                    }
                },
                "watch");
        watch.setDaemon(true);
        watch.start();
        try {
            wire.say(Wire.GO);
            @Nullable List<String> words = wire.hear();
            while (words != null && words.get(0).equals(Wire.RESTART)) {
                server.restart();
                wire.say(Wire.GO);
                words = wire.hear();
            }
            return words == null ? Verdict.hung("its process ended, or had to be ended") : Wire.verdict(words);
        } finally {
            watch.interrupt();
            lock.unlock();
        }
    }

    private Process start(String contestant, List<Probe> probes) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(Flags.of("256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        command.add("-Dslf4j.provider=org.slf4j.jul.JULServiceProvider");
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Examination.class.getName()));
        command.add(contestant);
        command.add(server.url());
        probes.forEach(probe -> command.add(probe.key()));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }
}
