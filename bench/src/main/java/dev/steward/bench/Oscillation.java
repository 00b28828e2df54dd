package dev.steward.bench;

import dev.steward.Steward;
import dev.steward.bench.peer.Peers;
import dev.steward.govern.Level;
import dev.steward.resource.Budget;
import dev.steward.resource.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * Memory in use stays at a threshold for a minute, give or take two hundredths of the limit, as use does that nobody
 * steers. There is one Steward for each threshold; told are the changes of level of the one that had most, and of all. The
 * peer sees the same and goes by the thresholds alone.
 */
final class Oscillation {
    static final String BARE = "bare-thresholds";

    private static final long LIMIT = 1_000_000;
    private static final double NOISE = 0.02;
    private static final long STEP_MILLIS = 10;
    private static final long SEED = 42;

    private Oscillation() {}

    /** One budget, held at the threshold of a level. */
    private static final class Held {
        final Level at;
        final Steward steward =
                Steward.builder().limit(Kind.MEMORY, LIMIT).shutdownHook(false).build();
        final Budget budget;
        long used;
        Level last = Level.CALM;
        int changes;

        Held(Level at) {
            this.at = at;
            this.budget = steward.budget(Kind.MEMORY);
        }

        void use(double share) {
            long wanted = Math.min(LIMIT, (long) (share * LIMIT));
            if (wanted > used) {
                budget.reserve(wanted - used);
            } else {
                budget.release(used - wanted);
            }
            used = wanted;
        }

        void see(Level now) {
            changes += now == last ? 0 : 1;
            last = now;
        }

        void end() {
            budget.release(used);
            steward.close();
        }
    }

    public static void main(String[] arguments) throws InterruptedException {
        boolean governed = arguments[0].equals(Peers.STEWARD);
        long steps = TimeUnit.SECONDS.toMillis(Boolean.parseBoolean(arguments[1]) ? 15 : 60) / STEP_MILLIS;
        List<Held> all = new ArrayList<>();
        for (Level level : Level.values()) {
            if (level != Level.CALM) {
                all.add(new Held(level));
            }
        }
        Random random = new Random(SEED);
        for (long i = 0; i < steps; i++) {
            for (Held held : all) {
                double share = held.at.enter() + NOISE * (2 * random.nextDouble() - 1);
                held.use(share);
                held.see(
                        governed ? held.steward.governor().pressure(Kind.MEMORY).level() : bare(share));
            }
            TimeUnit.MILLISECONDS.sleep(STEP_MILLIS);
        }
        all.forEach(Held::end);
        Fork.tell(new Sample(
                all.stream().mapToInt(held -> held.changes).max().orElseThrow(),
                (double) all.stream().mapToInt(held -> held.changes).sum(),
                null));
        System.exit(0);
    }

    private static Level bare(double share) {
        Level level = Level.CALM;
        for (Level each : Level.values()) {
            level = share >= each.enter() ? each : level;
        }
        return level;
    }
}
