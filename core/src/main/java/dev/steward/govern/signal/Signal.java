package dev.steward.govern.signal;

import dev.steward.resource.Kind;

/**
 * One way to see how much pressure there is on a kind. The pressure of a kind is that of its worst signal.
 *
 * <p>Only the governor's thread calls it, once a tick; it must not block.
 */
public interface Signal {
    /**
     * What it is a signal of.
     *
     * @return the kind
     */
    Kind kind();

    /**
     * What it looks at, in a few words, for messages.
     *
     * @return the name, such as {@code heap after collection}
     */
    String name();

    /**
     * Looks.
     *
     * @return what it sees now
     */
    Reading read();

    /**
     * Whether things of its kind relieve it by giving back what lies idle. That is so wherever room is short. It is not where
     * there is merely much to do, which takes what is there rather than less of it.
     *
     * @return true unless the signal says otherwise
     */
    default boolean isShortage() {
        return true;
    }

    /**
     * What a signal saw.
     *
     * @param pressure from 0.0, none, to 1.0, the end; what lies outside is clamped
     * @param says the figures behind it, for messages, such as {@code 480 MiB of 500 MiB}
     */
    record Reading(double pressure, String says) {
        /** No pressure, because there is nothing to see. */
        public static final Reading NONE = new Reading(0, "nothing to see");
    }
}
