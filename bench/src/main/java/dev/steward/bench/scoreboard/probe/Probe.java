package dev.steward.bench.scoreboard.probe;

import java.time.Duration;
import java.util.Locale;

/** One behaviour, and the way to find out whether a pool has it. Stateless. */
public interface Probe {
    /** How it is called in the JSON: the name of the class, in small letters. */
    default String key() {
        return getClass()
                .getSimpleName()
                .replaceAll("(?<=[a-z0-9])(?=[A-Z])", "-")
                .toLowerCase(Locale.ROOT);
    }

    /** The behaviour, as a sentence. */
    String sentence();

    /** What is done, and what has to come of it. */
    String criterion();

    /** Finds out. What it throws counts as a failure. */
    Verdict run(Arena arena) throws Exception;

    /** When it is over at the latest; who is not done then hangs. */
    default Duration limit() {
        return Duration.ofSeconds(20);
    }

    /** Whether a quick run has it. */
    default boolean quick() {
        return true;
    }

    /** Whether it measures time so closely that nothing may run beside it. */
    default boolean quiet() {
        return false;
    }

    /** Whether a busy machine can make somebody fail who does not deserve it: who fails is then asked once more. */
    default boolean timed() {
        return false;
    }

    /** The Java it needs. */
    default int leastJava() {
        return 17;
    }
}
