package dev.steward.cli.load;

import dev.steward.cli.source.Row;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Which pages of a killed run are really there: those whose rows sum up to what the bookkeeping says of them. Confined.
 */
final class Trust {
    private final Map<Long, Sums> noted = new HashMap<>();
    private final Map<Long, Sums> found = new HashMap<>();
    private final Map<Long, List<Long>> ends = new HashMap<>();

    /** What the rows of a page sum up to. */
    private record Sums(long records, long checksum) {
        Sums and(long more) {
            return new Sums(records + 1, checksum + more);
        }
    }

    private Trust() {}

    /** Reads the bookkeeping and the table. */
    static Trust of(Connection connection, Table table, LongUnaryOperator pageOf) throws SQLException {
        Trust trust = new Trust();
        try (Statement statement = connection.createStatement()) {
            try (ResultSet pages = statement.executeQuery(table.selectPages())) {
                while (pages.next()) {
                    trust.noted.put(pages.getLong(1), new Sums(pages.getInt(2), pages.getLong(5)));
                }
            }
        }
        ReadBack.of(connection, table, row -> trust.add(row, pageOf.applyAsLong(row.number())));
        return trust;
    }

    private void add(Row row, long page) {
        found.merge(page, new Sums(1, Checksum.of(row)), (before, one) -> before.and(one.checksum()));
        List<Long> bounds = ends.computeIfAbsent(page, first -> new ArrayList<>(List.of(row.number(), row.number())));
        bounds.set(1, row.number());
    }

    private boolean isTrusted(long page) {
        @Nullable Sums said = noted.get(page);
        return said != null && said.equals(found.getOrDefault(page, new Sums(0, 0)));
    }

    /** Pages that the bookkeeping has and the table has not. */
    List<Long> untrustedPages() {
        return noted.keySet().stream().filter(page -> !isTrusted(page)).toList();
    }

    /** The first and the last number of rows that belong to no trusted page, page by page. */
    List<List<Long>> strays() {
        return ends.entrySet().stream()
                .filter(entry -> !isTrusted(entry.getKey()))
                .map(Map.Entry::getValue)
                .toList();
    }
}
