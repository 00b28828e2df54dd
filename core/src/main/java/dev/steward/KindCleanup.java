package dev.steward;

import dev.steward.resource.Bytes;
import dev.steward.resource.Durations;
import dev.steward.resource.Kind;
import java.time.Duration;

/**
 * What a clean-up came to for one kind. Immutable.
 *
 * @param kind the kind
 * @param freed how much is given back, in the kind's unit: for connections, files, threads and processes, how many are
 *     closed
 * @param things how many managed things gave something back
 * @param took how long they took for it; what is closed in the background may end shortly after
 */
public record KindCleanup(Kind kind, long freed, int things, Duration took) {
    @Override
    public String toString() {
        return kind + ": "
                + (kind.equals(Kind.MEMORY) ? Bytes.format(freed) : freed + " " + kind.unit())
                + " given back by " + things + (things == 1 ? " thing" : " things") + " in " + Durations.format(took);
    }
}
