package dev.steward.bench;

import dev.steward.bench.peer.Peers;
import org.openjdk.jmh.runner.RunnerException;

/** Throughput of {@link Cycle} with the ledger on, beside the same pool without one and in strict mode. */
record LedgerGauge() implements Gauge {
    @Override
    public Sample measure(String peer, boolean quick) throws RunnerException {
        return new JmhGauge(1, 10, false).measure(peer.equals(Peers.STEWARD) ? Peers.LEDGER : peer, quick);
    }
}
