package dev.steward.cli.migrate;

import dev.steward.cli.source.Row;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Adds to each row what its values stand for. Immutable. */
final class Enrichment {
    private final List<Lookup> lookups;

    Enrichment(List<Lookup> lookups) {
        this.lookups = List.copyOf(lookups);
    }

    /** The names of the columns it adds. */
    List<String> columns() {
        return lookups.stream().map(Lookup::addedColumn).toList();
    }

    Row enriched(Row row) {
        if (lookups.isEmpty()) {
            return row;
        }
        @Nullable String[] more = new String[lookups.size()];
        for (int i = 0; i < more.length; i++) {
            more[i] = lookups.get(i).find(row);
        }
        return row.extended(more);
    }
}
