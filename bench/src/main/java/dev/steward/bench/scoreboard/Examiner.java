package dev.steward.bench.scoreboard;

import dev.steward.bench.scoreboard.contestant.Contestants;
import dev.steward.bench.scoreboard.probe.Behaviours;
import dev.steward.bench.scoreboard.probe.Probe;
import dev.steward.bench.scoreboard.probe.Verdict;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;

/** Examines all contestants, some of them side by side: nearly all of a probe's time is waiting. Stateless. */
public final class Examiner {
    private static final int LANES = 3;

    private Examiner() {}

    /** The names of those who can be asked for. */
    public static List<String> names() {
        return Contestants.names();
    }

    /**
     * Examines.
     *
     * @param only these besides Steward; empty for all
     * @param quick whether only those behaviours that are found out quickly, and the peers' defaults unless others are
     *     asked for
     * @param progress is told of every verdict
     */
    public static Scoreboard examine(List<String> only, boolean quick, PrintStream progress)
            throws IOException, InterruptedException {
        List<String> contestants = Contestants.names().stream()
                .filter(name -> name.equals(Scoreboard.STEWARD)
                        || (name.startsWith(Scoreboard.STEWARD) && !quick)
                        || (only.isEmpty() ? !quick || !name.endsWith("-tuned") : only.contains(name)))
                .toList();
        List<Probe> probes = Behaviours.all().stream()
                .filter(probe -> !quick || probe.quick())
                .toList();
        Scoreboard board = new Scoreboard(contestants, probes, progress);
        List<Probe> runnable = new ArrayList<>(probes);
        runnable.removeIf(probe -> probe.leastJava() > Runtime.version().feature());
        for (Probe probe : probes) {
            if (!runnable.contains(probe)) {
                Verdict skipped = new Verdict(Verdict.Outcome.SKIPPED, null, "", "needs Java " + probe.leastJava());
                contestants.forEach(contestant -> board.enter(contestant, probe, skipped));
            }
        }
        Queue<String> queue = new ConcurrentLinkedQueue<>(contestants);
        ReadWriteLock quiet = new ReentrantReadWriteLock(true);
        ExecutorService threads = Executors.newFixedThreadPool(LANES);
        // Only a long run restarts servers; for a quick one, starting one for each lane is what takes longest.
        LaneServer shared = quick ? LaneServer.start() : null;
        try (shared) {
            List<Future<?>> lanes = new ArrayList<>();
            for (int i = 0; i < Math.min(LANES, contestants.size()); i++) {
                lanes.add(threads.submit(() -> {
                    run(queue, runnable, quiet, board, shared);
                    return null;
                }));
            }
            for (Future<?> lane : lanes) {
                lane.get();
            }
        } catch (ExecutionException failed) {
            throw new IOException("the examination failed: " + failed.getCause(), failed);
        } finally {
            threads.shutdownNow();
        }
        return board;
    }

    private static void run(
            Queue<String> queue, List<Probe> probes, ReadWriteLock quiet, Scoreboard board, @Nullable LaneServer shared)
            throws IOException, InterruptedException {
        LaneServer own = shared == null ? LaneServer.start() : null;
        try (own) {
            LaneServer server = own == null ? shared : own;
            Lane lane = new Lane(Objects.requireNonNull(server), quiet, board);
            for (String contestant = queue.poll(); contestant != null; contestant = queue.poll()) {
                lane.examine(contestant, probes);
            }
        }
    }
}
