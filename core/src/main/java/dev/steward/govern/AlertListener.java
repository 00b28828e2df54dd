package dev.steward.govern;

/** Is told of alerts as they are raised, escalate and end. */
@FunctionalInterface
public interface AlertListener {
    /**
     * An alert was raised, has become critical, or has ended.
     *
     * @param alert the alert as it is now
     * @throws Exception if it could not be passed on; that is logged, and the next alert is tried again
     */
    void changed(Alert alert) throws Exception;
}
