package dev.steward.cli.source;

import java.util.List;

/**
 * How a source is laid out. Immutable.
 *
 * @param format its format
 * @param separator what stands between the values of CSV; a comma otherwise
 * @param header whether the first record of a CSV file names the columns
 * @param columns the names of the columns, in order, as the source has them
 */
public record Layout(Format format, char separator, boolean header, List<String> columns) {
    public Layout {
        columns = List.copyOf(columns);
    }

    /** What cuts its records. */
    public Cutter cutter() {
        return format == Format.CSV ? new CsvCutter(separator) : new LineCutter();
    }

    /** The same layout with other columns. */
    Layout withColumns(List<String> names) {
        return new Layout(format, separator, header, names);
    }
}
