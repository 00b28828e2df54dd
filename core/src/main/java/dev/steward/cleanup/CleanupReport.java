package dev.steward.cleanup;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What came of running all actions of a {@link CleanupRegistry}. Immutable.
 *
 * @param succeeded the names of the actions that did what they should
 * @param failed the failures, by the name of the action
 * @param late the names of the actions that had not finished at their deadline
 * @param took how long it took altogether
 */
public record CleanupReport(List<String> succeeded, Map<String, Throwable> failed, List<String> late, Duration took) {
    /**
     * Whether everything was cleaned up.
     *
     * @return true if nothing failed and nothing was late
     */
    public boolean isClean() {
        return failed.isEmpty() && late.isEmpty();
    }
}
