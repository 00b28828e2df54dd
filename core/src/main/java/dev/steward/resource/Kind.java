package dev.steward.resource;

import java.util.Locale;
import java.util.Objects;

/**
 * What is scarce. Five kinds are built in; a program names its own with {@link #of(String, String)}.
 *
 * <p>Kinds are equal when their names are. Immutable and threadsafe.
 */
public final class Kind {
    /** Memory, counted in bytes. */
    public static final Kind MEMORY = new Kind("memory", "bytes");

    /** Connections to other systems, each counted as one. */
    public static final Kind CONNECTIONS = new Kind("connections", "connections");

    /** Platform threads, each counted as one. */
    public static final Kind THREADS = new Kind("threads", "threads");

    /** Open files, each counted as one descriptor. */
    public static final Kind FILES = new Kind("files", "files");

    /** Child processes, each counted as one. */
    public static final Kind PROCESSES = new Kind("processes", "processes");

    private final String name;
    private final String unit;

    private Kind(String name, String unit) {
        this.name = name;
        this.unit = unit;
    }

    /**
     * Names a kind of one's own.
     *
     * @param name what it is, lower-cased; must not be blank
     * @param unit what it is counted in, in the plural, for messages
     * @return the kind; equal to any other kind of that name
     * @throws IllegalArgumentException if the name or the unit is blank
     */
    public static Kind of(String name, String unit) {
        if (name.isBlank() || unit.isBlank()) {
            throw new IllegalArgumentException("a kind needs a name and a unit, got name \"" + name + "\" and unit \""
                    + unit + "\": use something like Kind.of(\"licences\", \"seats\")");
        }
        return new Kind(name.toLowerCase(Locale.ROOT), unit);
    }

    /**
     * The kind's name, in lower case.
     *
     * @return the name
     */
    public String name() {
        return name;
    }

    /**
     * What amounts of this kind are counted in, in the plural.
     *
     * @return the unit, for messages
     */
    public String unit() {
        return unit;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Kind kind && kind.name.equals(name);
    }

    @Override
    public int hashCode() {
        return Objects.hash(name);
    }

    @Override
    public String toString() {
        return name;
    }
}
