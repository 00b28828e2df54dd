package dev.steward.bench;

import dev.steward.bench.peer.Peers;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * How fast the migration is, governed and not. What is told besides is its exit code: where it could not finish, that is the
 * result and no failure of the measurement, and its speed counts as zero.
 *
 * @param heap the heap of those who are not unconstrained
 * @param records how many, and in a quick run
 * @param quickRecords see above
 * @param options what all are told
 * @param squeezed whether the heap is what they are squeezed by
 */
record MigrationGauge(String heap, long records, long quickRecords, List<String> options, boolean squeezed)
        implements Gauge {
    static final String UNGOVERNED = "ungoverned";
    static final String UNCONSTRAINED = "unconstrained";

    private static final String PLENTY = "1g";

    @Override
    public Sample measure(String peer, boolean quick) throws IOException, InterruptedException {
        boolean constrained = !peer.equals(UNCONSTRAINED);
        List<String> arguments = new ArrayList<>(options);
        arguments.addAll(List.of("--records", String.valueOf(quick ? quickRecords : records)));
        if (squeezed && constrained) {
            arguments.addAll(List.of("--squeeze", "memory"));
        }
        if (peer.equals(UNGOVERNED)) {
            arguments.add("--ungoverned");
        }
        MigrationRun run = MigrationRun.of(constrained ? heap : PLENTY, arguments);
        boolean mustFinish = !peer.equals(UNGOVERNED) || !squeezed;
        if (mustFinish && (run.exitCode() != 0 || run.lost() != 0)) {
            throw new IOException((peer.equals(Peers.STEWARD) ? "the governed migration" : peer) + " ended with "
                    + run.exitCode() + ", lost " + run.lost() + ": " + run.lastWords());
        }
        return new Sample(run.recordsPerSecond(), (double) run.exitCode(), null);
    }
}
