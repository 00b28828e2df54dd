package dev.steward.cli.migrate;

import dev.steward.cli.refuse.Refusal;
import dev.steward.cli.source.Detection;
import dev.steward.cli.source.FilePlan;
import dev.steward.cli.source.Layout;
import dev.steward.cli.source.PageIndex;
import dev.steward.cli.source.PagePlan;
import dev.steward.files.FilePool;
import dev.steward.resource.Lease;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/** A source file, ready to be served: uncompressed where it was compressed, looked at, and indexed. Closed by its run. */
final class OpenedFile implements AutoCloseable {
    private final Path path;
    private final FilePlan plan;
    private final @Nullable Lease<Path> temporary;

    private OpenedFile(Path path, FilePlan plan, @Nullable Lease<Path> temporary) {
        this.path = path;
        this.plan = plan;
        this.temporary = temporary;
    }

    /** Where its uncompressed bytes are. */
    Path path() {
        return path;
    }

    FilePlan plan() {
        return plan;
    }

    static OpenedFile shipped(FilePool files, Order order) {
        Lease<Path> unpacked = Shipped.records(files);
        return indexed(
                files, unpacked.get(), "the Unicode character database (shipped)", Shipped.NAME, unpacked, order);
    }

    static OpenedFile of(FilePool files, Path source, Order order) {
        if (Files.isDirectory(source)) {
            throw Refusal.usage("--source " + source + " is a directory: give a CSV or NDJSON file.");
        }
        if (!Files.exists(source)) {
            throw Refusal.usage("--source " + source + ": there is no such file; check the path (here is "
                    + Path.of("").toAbsolutePath() + ").");
        }
        String name = String.valueOf(source.getFileName());
        if (!Detection.isGzip(head(files, source, name))) {
            return indexed(files, source, name, name, null, order);
        }
        Lease<Path> unpacked = uncompressed(files, source, name);
        return indexed(files, unpacked.get(), name, name, unpacked, order);
    }

    private static byte[] head(FilePool files, Path path, String name) {
        try (Lease<FileChannel> channel = files.openRead(path)) {
            ByteBuffer head = ByteBuffer.allocate(Detection.SAMPLE_BYTES);
            int read = 0;
            while (read >= 0 && head.hasRemaining()) {
                read = channel.get().read(head, head.position());
            }
            return Arrays.copyOf(head.array(), head.position());
        } catch (IOException | UncheckedIOException failure) {
            throw unreadable(name, failure);
        }
    }

    private static Refusal unreadable(String name, Exception failure) {
        return Refusal.failure(
                name + " cannot be read (" + failure.getMessage() + "): check the file and its rights.", failure);
    }

    private static Lease<Path> uncompressed(FilePool files, Path source, String name) {
        Lease<Path> target = files.temporaryFile("steward-", ".uncompressed");
        try (InputStream compressed = new GZIPInputStream(Files.newInputStream(source), 1 << 16);
                OutputStream out = Files.newOutputStream(target.get())) {
            compressed.transferTo(out);
            return target;
        } catch (ZipException | EOFException damaged) {
            target.close();
            throw Refusal.usage(name + " is a damaged gzip file (" + damaged.getMessage()
                    + "): get it again (gzip -t shows whether it is whole).");
        } catch (IOException failure) {
            target.close();
            throw Refusal.failure(
                    name + " cannot be uncompressed into " + System.getProperty("java.io.tmpdir") + " ("
                            + failure.getMessage() + "): make room there, or uncompress it yourself.",
                    failure);
        }
    }

    private static OpenedFile indexed(
            FilePool files, Path path, String description, String name, @Nullable Lease<Path> temporary, Order order) {
        try {
            byte[] head = head(files, path, name);
            int mark = Detection.byteOrderMark(head);
            Layout layout = Detection.of(
                    Arrays.copyOfRange(head, mark, head.length), head.length < Detection.SAMPLE_BYTES, name);
            try (Lease<FileChannel> channel = files.openRead(path)) {
                PageIndex index = PageIndex.of(channel.get(), layout, order.pageSize(), name);
                return new OpenedFile(path, new FilePlan(index, description, records(order, index)), temporary);
            }
        } catch (IOException failure) {
            closeQuietly(temporary);
            throw unreadable(name, failure);
        } catch (RuntimeException failure) {
            closeQuietly(temporary);
            throw failure;
        }
    }

    private static long records(Order order, PageIndex index) {
        if (order.duration() != null) {
            return PagePlan.UNKNOWN;
        }
        Long wanted = order.records();
        return wanted == null ? index.records() : wanted;
    }

    private static void closeQuietly(@Nullable Lease<Path> lease) {
        if (lease != null) {
            lease.close();
        }
    }

    @Override
    public void close() {
        closeQuietly(temporary);
    }
}
