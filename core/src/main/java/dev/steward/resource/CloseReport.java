package dev.steward.resource;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What closing a managed thing came to. Immutable.
 *
 * @param name what was closed
 * @param took how long it took
 * @param stillHeld the leases that had not come back by the deadline; their resources were destroyed under them
 * @param failures what failed on the way, such as a destroy hook
 */
public record CloseReport(String name, Duration took, List<Holding> stillHeld, List<Throwable> failures) {

    /**
     * Whether everything came back and nothing failed.
     *
     * @return true for an orderly close
     */
    public boolean isClean() {
        return stillHeld.isEmpty() && failures.isEmpty();
    }

    @Override
    public String toString() {
        return name + " closed in " + Durations.format(took)
                + (stillHeld.isEmpty()
                        ? ""
                        : "; still held by "
                                + stillHeld.stream().map(Holding::toString).collect(Collectors.joining("; ")))
                + (failures.isEmpty()
                        ? ""
                        : "; failed: "
                                + failures.stream().map(Throwable::toString).collect(Collectors.joining("; ")));
    }
}
