package dev.steward.jdbc;

/** For steps on the way to something more important, whose failure changes nothing. Stateless. */
final class Quietly {
    private static final System.Logger LOG = System.getLogger(JdbcPool.class.getName());

    private Quietly() {}

    /** Some step with a driver. */
    interface Step {
        void run() throws Exception;
    }

    static void run(Step step) {
        try {
            step.run();
        } catch (Exception | AbstractMethodError e) { // A driver may be older than the method.
            LOG.log(System.Logger.Level.TRACE, "a step that may fail has failed", e);
        }
    }
}
