package dev.steward.jdbc;

/**
 * What one setting of another pool became. Immutable.
 *
 * @param name as it was written
 * @param value as it was written, masked if it is a secret
 * @param becomes the option of {@link JdbcPoolBuilder} with its value; empty if there is none
 * @param note what is different about it, or why there is no such option and what to do instead; empty if it means the
 *     same
 */
public record ImportedSetting(String name, String value, String becomes, String note) {

    /**
     * Whether it has a counterpart.
     *
     * @return false if nothing of it is left in the builder
     */
    public boolean isTaken() {
        return !becomes.isEmpty();
    }

    @Override
    public String toString() {
        return name + "=" + value + " -> " + (isTaken() ? becomes : "nothing")
                + (note.isEmpty() ? "" : " (" + note + ")");
    }
}
