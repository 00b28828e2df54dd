package dev.steward.cli.supply;

import dev.steward.resource.Lease;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Supplies as a program without pools takes them: each buffer is new, and each file is opened once and read by all at
 * positions. Nobody counts them. Threadsafe.
 */
public final class PlainSupplies implements Supplies, AutoCloseable {
    private final Map<Path, FileChannel> open = new ConcurrentHashMap<>();

    /** Nothing is open yet. */
    public PlainSupplies() {}

    @Override
    public Lease<ByteBuffer> buffer(int bytes) {
        return new PlainLease<>(ByteBuffer.allocate(bytes));
    }

    @Override
    public Lease<FileChannel> open(Path file) throws IOException {
        try {
            return new PlainLease<>(open.computeIfAbsent(file, PlainSupplies::opened));
        } catch (UncheckedIOException failure) {
            throw new IOException(failure.getCause());
        }
    }

    private static FileChannel opened(Path file) {
        try {
            return FileChannel.open(file, StandardOpenOption.READ);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public void close() {
        for (FileChannel channel : open.values()) {
            try {
                channel.close();
            } catch (IOException failure) {
                throw new UncheckedIOException("a file that was only read cannot be closed", failure);
            }
        }
    }
}
