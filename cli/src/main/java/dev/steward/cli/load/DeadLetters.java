package dev.steward.cli.load;

import dev.steward.cli.refuse.Refusal;
import dev.steward.cli.source.Reject;
import dev.steward.files.FilePool;
import dev.steward.resource.Lease;
import dev.steward.resource.ResourceException;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The file of the records that were not loaded, one JSON object a line: page, record, reason, raw text. The lines of a
 * page are written before the page is committed; what a killed run has written for pages it did not commit is cut away
 * when the next run begins. Threadsafe.
 */
public final class DeadLetters {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final FilePool files;
    private final Path path;
    private final ReentrantLock lock = new ReentrantLock();

    /** The dead letters at a path; the file is made when there is a first one. */
    public DeadLetters(FilePool files, Path path) {
        this.files = files;
        this.path = path;
    }

    /** Where they are. */
    public Path path() {
        return path;
    }

    /** Adds the rejects of a page. */
    public void append(long page, List<Reject> rejects) {
        if (rejects.isEmpty()) {
            return;
        }
        StringBuilder lines = new StringBuilder();
        for (Reject reject : rejects) {
            lines.append(line(page, reject)).append('\n');
        }
        ByteBuffer bytes = StandardCharsets.UTF_8.encode(lines.toString());
        lock.lock();
        try (Lease<FileChannel> file = files.openAppend(path)) {
            while (bytes.hasRemaining()) {
                file.get().write(bytes);
            }
        } catch (IOException | UncheckedIOException | ResourceException failure) {
            throw refusal("cannot be written", failure);
        } finally {
            lock.unlock();
        }
    }

    private static String line(long page, Reject reject) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("page", page);
        fields.put("record", reject.number() == 0 ? null : reject.number());
        fields.put("reason", reject.reason());
        fields.put("raw", reject.raw());
        return JSON.writeValueAsString(fields);
    }

    /**
     * Cuts away the letters of pages that were not committed.
     *
     * @param committed whether a page was
     * @return how many letters are left
     */
    public long keep(LongPredicate committed) {
        if (!Files.isRegularFile(path)) {
            return 0;
        }
        Path kept = path.resolveSibling(path.getFileName() + ".kept");
        long count = 0;
        boolean dropped = false;
        try {
            try (Lease<FileChannel> file = files.openRead(path);
                    Lease<FileChannel> copy = files.open(
                            kept,
                            StandardOpenOption.CREATE,
                            StandardOpenOption.WRITE,
                            StandardOpenOption.TRUNCATE_EXISTING)) {
                // Neither is closed: they are views of channels that belong to the pool.
                BufferedReader reader =
                        new BufferedReader(Channels.newReader(file.get().position(0), StandardCharsets.UTF_8));
                BufferedWriter writer = new BufferedWriter(Channels.newWriter(copy.get(), StandardCharsets.UTF_8));
                for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                    if (isOf(line, committed)) {
                        writer.append(line).append('\n');
                        count++;
                    } else {
                        dropped = true;
                    }
                }
                writer.flush();
            }
            if (dropped) {
                Files.move(kept, path, StandardCopyOption.REPLACE_EXISTING);
            } else {
                Files.delete(kept);
            }
        } catch (IOException | UncheckedIOException | ResourceException failure) {
            throw refusal("cannot be read and cut", failure);
        }
        return count;
    }

    private static boolean isOf(String line, LongPredicate committed) {
        try {
            JsonNode page = JSON.readTree(line).path("page");
            return page.isIntegralNumber() && committed.test(page.asLong());
        } catch (JacksonException halfALine) {
            return false;
        }
    }

    /** Forgets them all. */
    public void clear() {
        try {
            if (Files.isRegularFile(path)) {
                Files.delete(path);
            }
        } catch (NoSuchFileException gone) {
            return;
        } catch (IOException failure) {
            throw refusal("cannot be deleted", failure);
        }
    }

    private Refusal refusal(String what, Exception failure) {
        return Refusal.failure(
                "the dead-letter file " + path + " " + what + " (" + SqlFailure.firstLine(failure)
                        + "): give another place with --dead-letters, or make room.",
                failure);
    }
}
