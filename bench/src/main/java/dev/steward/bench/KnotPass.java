package dev.steward.bench;

import dev.steward.ledger.KnotPolicy;
import dev.steward.ledger.Ledger;
import dev.steward.resource.Budget;
import dev.steward.resource.CloseReport;
import dev.steward.resource.Holding;
import dev.steward.resource.Kind;
import dev.steward.resource.Managed;
import dev.steward.resource.Usage;
import dev.steward.resource.Waiting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One look of the ledger at a crowd: a circle of holders through all pools, so that nothing can be reduced, and everybody
 * else waiting behind it. The threads are never started; what is measured is the look, and the median of many is told.
 */
final class KnotPass {
    private static final int WARM_UP = 30;
    private static final int MEASURED = 31;

    /** A pool as far as the ledger sees it. */
    private record Crowded(String name, Budget budget, List<Holding> holdings, List<Waiting> waiting)
            implements Managed {
        @Override
        public Kind kind() {
            return Kind.CONNECTIONS;
        }

        @Override
        public Usage usage() {
            return new Usage(Kind.CONNECTIONS, 1, 1, 0, waiting.size(), 1, 0, 0);
        }

        @Override
        public long reclaim(long amount) {
            return 0;
        }

        @Override
        public boolean isClosed() {
            return false;
        }

        @Override
        public CloseReport close(Duration deadline) {
            return new CloseReport(name, Duration.ZERO, List.of(), List.of());
        }
    }

    private KnotPass() {}

    public static void main(String[] arguments) {
        Budget room = Budget.unlimited(Kind.CONNECTIONS, "all");
        List<Managed> pools = crowd(Integer.parseInt(arguments[0]), Integer.parseInt(arguments[1]), room);
        double[] millis = new double[MEASURED];
        try (Ledger ledger = Ledger.builder().knots(KnotPolicy.WARN).build(() -> pools, () -> List.of(room))) {
            for (int pass = 0; pass < WARM_UP + MEASURED; pass++) {
                long began = System.nanoTime();
                ledger.look();
                if (pass >= WARM_UP) {
                    millis[pass - WARM_UP] = (System.nanoTime() - began) / 1e6;
                }
            }
        }
        Arrays.sort(millis);
        Fork.tell(Sample.of(millis[MEASURED / 2]));
    }

    private static List<Managed> crowd(int count, int waiters, Budget room) {
        List<Managed> pools = new ArrayList<>();
        List<Thread> holders = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            holders.add(new Thread(() -> {}, "holder-" + i));
        }
        for (int i = 0; i < count; i++) {
            String name = "pool-" + i;
            List<Waiting> waiting = new ArrayList<>();
            waiting.add(waiting(name, holders.get((i + 1) % count)));
            for (int w = 1; w < waiters / count; w++) {
                waiting.add(waiting(name, new Thread(() -> {}, "waiter-" + i + "-" + w)));
            }
            Thread holder = holders.get(i);
            Holding holding = new Holding(
                    name, Kind.CONNECTIONS, 1, holder.getName(), holder, Duration.ZERO, "", null, new Object());
            pools.add(new Crowded(name, room.child(name, 1), List.of(holding), waiting));
        }
        return pools;
    }

    private static Waiting waiting(String owner, Thread thread) {
        return new Waiting(
                owner, Kind.CONNECTIONS, 1, thread.getName(), thread, Duration.ofSeconds(1), null, new Object());
    }
}
