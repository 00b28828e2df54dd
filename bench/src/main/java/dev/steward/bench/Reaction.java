package dev.steward.bench;

import dev.steward.Steward;
import dev.steward.govern.Level;
import dev.steward.memory.BufferPool;
import dev.steward.resource.Budget;
import dev.steward.resource.Kind;
import dev.steward.resource.Lease;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Memory in use goes from half of the budget to 95 % of it within a second, by buffers that are really acquired, while
 * another pool has an eighth of the budget lying idle. Told is the time from where the first level begins to the first
 * action, and what share of the budget was in use by then.
 */
final class Reaction {
    private static final long BUDGET = 256L << 20;
    private static final int BUFFER = 256 << 10;
    private static final double FROM = 0.50;
    private static final double TO = 0.95;
    private static final long STORM_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long LOOK_NANOS = 500_000;
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(5);

    private Reaction() {}

    public static void main(String[] arguments) throws InterruptedException {
        try (Steward steward =
                Steward.builder().limit(Kind.MEMORY, BUDGET).shutdownHook(false).build()) {
            BufferPool idle = steward.manage(BufferPool.builder("idle"));
            BufferPool storm = steward.manage(BufferPool.builder("storm"));
            List<Lease<ByteBuffer>> held = new ArrayList<>();
            fill(idle, BUDGET / 8, steward.budget(Kind.MEMORY), held);
            held.forEach(Lease::close);
            held.clear();
            Budget memory = steward.budget(Kind.MEMORY);
            fill(storm, (long) (FROM * BUDGET), memory, held);
            // What went before is calm again, and its actions do not count.
            TimeUnit.SECONDS.sleep(4);
            int before = steward.governor().actions().size();
            storm(steward, storm, memory, held, before);
            held.forEach(Lease::close);
        }
        System.exit(0);
    }

    private static void fill(BufferPool pool, long until, Budget memory, List<Lease<ByteBuffer>> held) {
        while (memory.used() + BUFFER <= until) {
            held.add(pool.acquire(BUFFER));
        }
    }

    private static void storm(
            Steward steward, BufferPool pool, Budget memory, List<Lease<ByteBuffer>> held, int before) {
        long began = System.nanoTime();
        long crossed = 0;
        while (steward.governor().actions().size() == before) {
            long now = System.nanoTime();
            double wanted = FROM + (TO - FROM) * Math.min(1, (double) (now - began) / STORM_NANOS);
            fill(pool, (long) (wanted * BUDGET), memory, held);
            if (crossed == 0 && memory.used() >= Level.ELEVATED.enter() * BUDGET) {
                crossed = System.nanoTime();
            }
            if (now - began > PATIENCE_NANOS) {
                throw new IllegalStateException("nothing was done within 5 s; pressures: "
                        + steward.governor().pressures());
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
        long acted = System.nanoTime();
        Fork.tell(new Sample(crossed == 0 ? 0 : (acted - crossed) / 1e6, 100.0 * memory.used() / BUDGET, null));
    }
}
