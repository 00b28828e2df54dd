package dev.steward.bench;

import dev.steward.Steward;
import dev.steward.bench.peer.Peers;
import dev.steward.pool.Pool;
import dev.steward.pool.PoolBuilder;
import dev.steward.resource.Lease;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import javax.management.JMException;
import javax.management.ObjectName;

/**
 * What it costs to be watched: 100 pools, 100 threads that hold one lease of each, and nothing happens. Told is the processor time
 * of the whole process as a share of one processor, collecting of garbage included; the peer has the same pools and
 * nobody who watches.
 */
final class WatcherCost {
    static final String UNWATCHED = "unwatched";

    private static final int POOLS = 100;
    private static final int HOLDERS = 100;

    private WatcherCost() {}

    public static void main(String[] arguments) throws InterruptedException, JMException {
        boolean quick = Boolean.parseBoolean(arguments[1]);
        if (arguments[0].equals(Peers.STEWARD)) {
            try (Steward steward = Steward.builder().shutdownHook(false).build()) {
                Fork.tell(measured(steward::manage, quick));
            }
        } else {
            Fork.tell(measured(PoolBuilder::build, quick));
        }
        System.exit(0);
    }

    private static Sample measured(Function<PoolBuilder<Object>, Pool<Object>> owner, boolean quick)
            throws InterruptedException, JMException {
        List<Pool<Object>> pools = new ArrayList<>();
        for (int i = 0; i < POOLS; i++) {
            pools.add(owner.apply(Pool.builder("pool-" + i, Object::new).size(0, 2 * HOLDERS)));
        }
        CountDownLatch over = new CountDownLatch(1);
        List<Thread> holders = holders(pools, over);
        // The compiler is busy with what watches at first.
        TimeUnit.SECONDS.sleep(quick ? 6 : 30);
        long used = processorNanos();
        long began = System.nanoTime();
        TimeUnit.SECONDS.sleep(quick ? 8 : 30);
        double share = (double) (processorNanos() - used) / (System.nanoTime() - began);
        over.countDown();
        for (Thread holder : holders) {
            holder.join();
        }
        pools.forEach(Pool::close);
        return Sample.of(100 * share);
    }

    /** Each holds one lease of each pool, as those do who work through several. On return they have them. */
    private static List<Thread> holders(List<Pool<Object>> pools, CountDownLatch over) throws InterruptedException {
        List<Thread> holders = new ArrayList<>();
        CountDownLatch ready = new CountDownLatch(HOLDERS);
        for (int i = 0; i < HOLDERS; i++) {
            Thread holder = new Thread(() -> hold(pools, ready, over), "holder-" + i);
            holder.start();
            holders.add(holder);
        }
        ready.await();
        return holders;
    }

    private static void hold(List<Pool<Object>> pools, CountDownLatch ready, CountDownLatch over) {
        List<Lease<Object>> held = new ArrayList<>();
        try {
            pools.forEach(pool -> held.add(pool.acquire()));
            ready.countDown();
            over.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } finally {
            held.forEach(Lease::close);
        }
    }

    private static long processorNanos() throws JMException {
        return (Long) ManagementFactory.getPlatformMBeanServer()
                .getAttribute(new ObjectName(ManagementFactory.OPERATING_SYSTEM_MXBEAN_NAME), "ProcessCpuTime");
    }
}
