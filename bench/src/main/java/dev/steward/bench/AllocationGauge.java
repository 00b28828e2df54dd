package dev.steward.bench;

import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.TimeValue;

/** Bytes allocated by one acquire and release, from JMH's profiler: with the hold kept local, and with it escaping. */
record AllocationGauge() implements Gauge {
    private static final String BYTES = "gc.alloc.rate.norm";

    @Override
    public Sample measure(String peer, boolean quick) throws RunnerException {
        return new Sample(bytes(peer, "cycle", quick), bytes(peer, "escaping", quick), null);
    }

    private static double bytes(String peer, String method, boolean quick) throws RunnerException {
        // Bytes do not vary as times do: the warm-up matters, the rest may be short. But not very short, for what JMH
        // itself allocates is counted, too.
        RunResult result = Jmh.run(new JmhGauge(1, 10, false)
                .options(peer, method, quick)
                .measurementIterations(2)
                .measurementTime(TimeValue.milliseconds(600))
                .addProfiler(GCProfiler.class));
        var found = result.getSecondaryResults().get(BYTES);
        if (found == null) {
            found = result.getSecondaryResults().get("·" + BYTES);
        }
        if (found == null) {
            throw new RunnerException("JMH's profiler does not tell " + BYTES + " on this virtual machine");
        }
        // What JMH allocates around a million cycles comes to hundredths of a byte for each.
        return Math.round(found.getScore() * 10) / 10.0;
    }
}
