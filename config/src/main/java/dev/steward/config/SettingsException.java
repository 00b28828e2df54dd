package dev.steward.config;

import java.util.List;

/** The settings cannot be used. The message names everything that is wrong, and where, each on a line of its own. */
public final class SettingsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<String> problems;

    SettingsException(List<String> problems) {
        super("the settings cannot be used:" + System.lineSeparator() + "  "
                + String.join(System.lineSeparator() + "  ", problems));
        this.problems = List.copyOf(problems);
    }

    /**
     * What is wrong.
     *
     * @return a sentence for each problem
     */
    public List<String> problems() {
        return problems;
    }
}
