package dev.steward.files;

import dev.steward.platform.MappedMemory;
import dev.steward.resource.CreationFailedException;
import dev.steward.resource.Lease;
import dev.steward.resource.LeaseBook;
import java.io.IOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/** Maps parts of files into memory, each for one holder. Threadsafe. */
final class MappedParts {
    private final String name;
    private final FileOpener opener;
    private final LeaseBook book;

    MappedParts(String name, FileOpener opener, LeaseBook book) {
        this.name = name;
        this.opener = opener;
        this.book = book;
    }

    /** The file is open only until it is mapped. */
    Lease<MappedByteBuffer> of(Path file, FileChannel.MapMode mode, long position, long size) {
        boolean writing = mode == FileChannel.MapMode.READ_WRITE;
        Set<OpenOption> how = writing
                ? Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE)
                : Set.of(StandardOpenOption.READ);
        FileChannel channel = opener.open(file, writing, () -> FileChannel.open(file, how));
        MappedMemory memory;
        try {
            if (!writing && position + size > channel.size()) {
                throw new IOException("the part ends at " + (position + size) + ", the file at " + channel.size());
            }
            memory = MappedMemory.map(channel, mode, position, size);
        } catch (IOException | IllegalArgumentException failure) {
            throw new CreationFailedException(
                    name, name + ": " + file + " cannot be mapped: " + failure.getMessage(), failure);
        } finally {
            opener.closeAndRelease(file, channel);
        }
        return book.open(memory.buffer(), 0, file + " mapped", (done, ending) -> {
            if (ending == LeaseBook.Ending.TAKEN_BACK) {
                memory.abandon();
            } else {
                memory.free();
            }
        });
    }
}
