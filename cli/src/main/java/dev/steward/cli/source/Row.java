package dev.steward.cli.source;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** One record that was read and found good. Its values are not copied: a row belongs to the page it came with. */
public final class Row {
    private final long number;
    private final @Nullable String[] values;

    /**
     * A row.
     *
     * @param number its ordinal in the source, from 1
     * @param values its values in the order of the columns
     */
    public Row(long number, @Nullable String[] values) {
        this.number = number;
        this.values = values;
    }

    /** Its ordinal in the source, from 1. */
    public long number() {
        return number;
    }

    /** How many values it has. */
    public int size() {
        return values.length;
    }

    /** The value in a column. */
    public @Nullable String value(int column) {
        return values[column];
    }

    /** The same record with more values behind its own. */
    public Row extended(@Nullable String[] more) {
        @Nullable String[] all = Arrays.copyOf(values, values.length + more.length);
        System.arraycopy(more, 0, all, values.length, more.length);
        return new Row(number, all);
    }
}
