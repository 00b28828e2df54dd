package dev.steward.govern;

/** An entry point that lets less in under pressure. The governor tells it of every change of the highest level. */
public interface Door {
    /**
     * Its name, for the record of actions.
     *
     * @return the name
     */
    String name();

    /**
     * The highest level of all kinds has changed.
     *
     * @param highest the level as it is now
     */
    void pressed(Level highest);
}
