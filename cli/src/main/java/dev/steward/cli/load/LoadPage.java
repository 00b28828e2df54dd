package dev.steward.cli.load;

import dev.steward.cli.source.Reject;
import dev.steward.cli.source.Row;
import java.util.ArrayList;
import java.util.List;

/**
 * A page on its way into the database. Rows that the database refuses move over to the rejects. Confined to the worker
 * that loads it.
 */
public final class LoadPage {
    private final long number;
    private final List<Row> rows;
    private final List<Reject> rejects;
    private boolean deadLettersWritten;

    /**
     * A page.
     *
     * @param number its number, from 0
     * @param rows its good records
     * @param rejects the others
     */
    public LoadPage(long number, List<Row> rows, List<Reject> rejects) {
        this.number = number;
        this.rows = new ArrayList<>(rows);
        this.rejects = new ArrayList<>(rejects);
    }

    /** Its number, from 0. */
    public long number() {
        return number;
    }

    /** The records that are to be loaded. */
    public List<Row> rows() {
        return rows;
    }

    /** The records that are not. */
    public List<Reject> rejects() {
        return rejects;
    }

    /** Moves a row to the rejects. */
    void reject(Row row, String reason) {
        rows.remove(row);
        rejects.add(new Reject(row.number(), reason, text(row)));
    }

    private static String text(Row row) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < row.size(); i++) {
            text.append(i == 0 ? "" : " | ").append(row.value(i));
        }
        return text.toString();
    }

    /** How many of its rejects were put there as a fault. */
    public int injected() {
        return (int) rejects.stream().filter(reject -> reject.number() == 0).count();
    }

    /** The sum of its rows' checksums. */
    public long checksum() {
        return rows.stream().mapToLong(Checksum::of).sum();
    }

    /** True the first time only: a page that is loaded again after a failure must not be buried twice. */
    boolean claimDeadLetters() {
        boolean first = !deadLettersWritten;
        deadLettersWritten = true;
        return first;
    }
}
