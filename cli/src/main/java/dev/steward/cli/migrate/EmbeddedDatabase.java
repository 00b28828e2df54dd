package dev.steward.cli.migrate;

import dev.steward.cli.refuse.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The H2 database that is used when none is named: one file in a directory of ours. Immutable. */
final class EmbeddedDatabase {
    private static final long MOST_CACHE_KIB = 16 * 1024;

    /** The share of the heap that its cache may have. */
    private static final int HEAP_PER_CACHE = 8;

    private final Path directory;

    EmbeddedDatabase(Path directory) {
        this.directory = directory;
    }

    /** Its JDBC URL; the directory is made if need be. */
    String url() {
        Path absolute = directory.toAbsolutePath().normalize();
        try {
            Files.createDirectories(absolute);
        } catch (IOException failure) {
            throw refusal("cannot be made", failure);
        }
        if (!Files.isWritable(absolute)) {
            throw refusal("may not be written to", null);
        }
        return "jdbc:h2:file:" + absolute.resolve("steward") + ";CACHE_SIZE=" + cacheKib() + ";DB_CLOSE_ON_EXIT=FALSE";
    }

    private static long cacheKib() {
        return Math.min(MOST_CACHE_KIB, Runtime.getRuntime().maxMemory() / 1024 / HEAP_PER_CACHE);
    }

    private Refusal refusal(String what, @Nullable IOException failure) {
        String sentence = "the directory " + directory + " for the embedded database " + what
                + ": give another one with --data, or a database with --into.";
        return failure == null ? Refusal.failure(sentence) : Refusal.failure(sentence, failure);
    }
}
