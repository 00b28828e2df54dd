package dev.steward.work;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * Measures what tasks wait and compute. The system counts the processor time of each thread anyhow, so tasks pay nothing
 * for it; what a thread computes between tasks is a microsecond or so and counts as theirs. Stateless.
 */
final class Measurement {
    private static final long ENOUGH_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private Measurement() {}

    static WorkersAdvice of(Crew crew) {
        long computed = 0;
        long busy = 0;
        int most;
        crew.lock.lock();
        try {
            long now = crew.now();
            most = crew.roster.most();
            if (!crew.options.virtual()) {
                for (Worker worker : crew.roster.all()) {
                    Runnable task = worker.current();
                    computed += cpuNanos(worker.thread);
                    busy += worker.times.runNanos() + (task == null ? 0 : now - worker.startedNanos());
                }
            }
        } finally {
            crew.lock.unlock();
        }
        int cores = WorkersBuilder.cores();
        if (computed < ENOUGH_NANOS || busy <= 0) {
            return new WorkersAdvice(
                    most, cores, Double.NaN, most, "the tasks have computed for too little time to tell; keep " + most);
        }
        double factor = Math.max(0, (double) (busy - computed) / computed);
        int recommended = WorkersBuilder.threadsFor(factor);
        String reason = String.format(
                Locale.ROOT,
                "tasks computed for %d ms of the %d ms that they ran, a blocking factor of %.2f; %d cores x (1 + %.2f)"
                        + " = %d threads keep the cores busy; now there may be %d",
                Duration.ofNanos(computed).toMillis(),
                Duration.ofNanos(busy).toMillis(),
                factor,
                cores,
                factor,
                recommended,
                most);
        return new WorkersAdvice(most, cores, factor, recommended, reason);
    }

    private static long cpuNanos(Thread thread) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        return threads.isThreadCpuTimeSupported() && threads.isThreadCpuTimeEnabled()
                ? Math.max(0, threads.getThreadCpuTime(thread.getId()))
                : 0;
    }
}
