package dev.steward.bench;

import dev.steward.Steward;
import dev.steward.bench.peer.Peers;
import dev.steward.pool.Pool;
import dev.steward.pool.PoolBuilder;
import dev.steward.resource.Lease;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.management.JMException;
import javax.management.ObjectName;

/**
 * What it costs to be watched: 100 pools of which 10,000 leases are held, and nothing happens. Told is the processor time
 * of the whole process as a share of one processor, collecting of garbage included; the peer has the same pools and
 * nobody who watches.
 */
final class WatcherCost {
    static final String UNWATCHED = "unwatched";

    private static final int POOLS = 100;
    private static final int LEASES = 100;

    private WatcherCost() {}

    public static void main(String[] arguments) throws InterruptedException, JMException {
        boolean quick = Boolean.parseBoolean(arguments[1]);
        List<Pool<Object>> pools = new ArrayList<>();
        List<Lease<Object>> held = new ArrayList<>();
        try (Steward steward = Steward.builder().shutdownHook(false).build()) {
            boolean watched = arguments[0].equals(Peers.STEWARD);
            if (!watched) {
                steward.close();
            }
            for (int i = 0; i < POOLS; i++) {
                PoolBuilder<Object> pool =
                        Pool.builder("pool-" + i, Object::new).size(0, LEASES);
                pools.add(watched ? steward.manage(pool) : pool.build());
            }
            for (Pool<Object> pool : pools) {
                for (int i = 0; i < LEASES; i++) {
                    held.add(pool.acquire());
                }
            }
            // The compiler is busy with what watches at first.
            TimeUnit.SECONDS.sleep(quick ? 6 : 30);
            long used = processorNanos();
            long began = System.nanoTime();
            TimeUnit.SECONDS.sleep(quick ? 8 : 30);
            double share = (double) (processorNanos() - used) / (System.nanoTime() - began);
            held.forEach(Lease::close);
            pools.forEach(Pool::close);
            Fork.tell(Sample.of(100 * share));
        }
        System.exit(0);
    }

    private static long processorNanos() throws JMException {
        return (Long) ManagementFactory.getPlatformMBeanServer()
                .getAttribute(new ObjectName(ManagementFactory.OPERATING_SYSTEM_MXBEAN_NAME), "ProcessCpuTime");
    }
}
