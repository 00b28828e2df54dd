package dev.steward.cli.migrate;

import dev.steward.cli.refuse.Refusal;
import dev.steward.cli.source.Reference;
import dev.steward.cli.source.Row;
import dev.steward.files.FilePool;
import dev.steward.resource.Lease;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One column of the records, and the reference its values are looked up in. Immutable. */
final class Lookup {
    private final int column;
    private final String addedColumn;
    private final Path file;
    private final Reference reference;
    private final FilePool files;
    private final Function<Key, Optional<String>> cached;

    /** What is looked up: which lookup, so that one cache serves them all, and the value. */
    record Key(Lookup lookup, String value) {}

    private Lookup(
            int column,
            String addedColumn,
            Path file,
            Reference reference,
            FilePool files,
            Function<Key, Optional<String>> cached) {
        this.column = column;
        this.addedColumn = addedColumn;
        this.file = file;
        this.reference = reference;
        this.files = files;
        this.cached = cached;
    }

    static Lookup open(
            Order.LookupFile wanted, List<String> columns, FilePool files, Function<Key, Optional<String>> cached) {
        int column = columns.indexOf(wanted.column());
        if (column < 0) {
            throw Refusal.usage("--lookup " + wanted.column() + ": the source has no such column; it has "
                    + String.join(", ", columns));
        }
        if (!Files.isRegularFile(wanted.file())) {
            throw Refusal.usage("--lookup " + wanted.file() + ": there is no such file.");
        }
        try (Lease<FileChannel> channel = files.openRead(wanted.file())) {
            Reference reference =
                    Reference.of(channel.get(), String.valueOf(wanted.file().getFileName()));
            String added = wanted.column() + "_" + reference.valueColumn();
            return new Lookup(column, added, wanted.file(), reference, files, cached);
        } catch (IOException failure) {
            throw Refusal.failure(
                    "--lookup " + wanted.file() + " cannot be read (" + failure.getMessage() + ").", failure);
        }
    }

    String addedColumn() {
        return addedColumn;
    }

    @Nullable
    String find(Row row) {
        String value = row.value(column);
        return value == null ? null : cached.apply(new Key(this, value)).orElse(null);
    }

    /** Reads the reference file; what the cache calls when it does not know. */
    static Optional<String> load(Key key) {
        Lookup lookup = key.lookup();
        try (Lease<FileChannel> channel = lookup.files.openRead(lookup.file)) {
            return lookup.reference.find(channel.get(), key.value());
        } catch (IOException failure) {
            throw new UncheckedIOException("lookup in " + lookup.file, failure);
        }
    }
}
