package dev.steward.bench.files;

import dev.steward.bench.peer.Peers;
import dev.steward.files.FilePool;
import dev.steward.files.FilePoolBuilder;
import dev.steward.files.FileView;
import dev.steward.resource.Lease;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;

/** Ways to read files by the names they have in every report. Stateless. */
public final class FilePeers {
    private static final String LEASED = "steward-leased";
    private static final String HANDLES = "steward-handles";
    private static final String CHECKED = "steward-checked";
    private static final String OPEN_EACH = "open-each";

    private FilePeers() {}

    /** Who takes part, Steward first. */
    public static List<String> all() {
        return List.of(Peers.STEWARD, LEASED, HANDLES, CHECKED, OPEN_EACH);
    }

    /**
     * A way to read so many files with so many handles. Steward asks once in a second whether a file is still the same,
     * and maps what it reads; with {@code leased} it leases a view for each read, with {@code handles} it maps nothing;
     * {@code checked} is that with a check each time.
     */
    public static FilePeer open(String name, int files, int handles) {
        FilePoolBuilder builder =
                FilePool.builder("bench").maximum(handles).maxIdle(handles).revalidateAfter(Duration.ofSeconds(1));
        return switch (name) {
            case Peers.STEWARD -> new Pooled(builder.mappedViews(files).build());
            case LEASED -> new Leased(builder.mappedViews(files).build());
            case HANDLES -> new Pooled(builder.build());
            case CHECKED -> new Pooled(builder.revalidateAfter(Duration.ZERO).build());
            case OPEN_EACH -> new OpenEach();
            default -> throw new IllegalArgumentException("no way to read files is called " + name);
        };
    }

    private record Pooled(FilePool pool) implements FilePeer {
        @Override
        public void open(Path file) {
            pool.view(file).close();
        }

        @Override
        public void read(Path file, long position, ByteBuffer into) throws IOException {
            if (pool.read(file, into, position) < 0) {
                throw new EOFException(file.toString());
            }
        }
    }

    private record Leased(FilePool pool) implements FilePeer {
        @Override
        public void open(Path file) {
            pool.view(file).close();
        }

        @Override
        public void read(Path file, long position, ByteBuffer into) throws IOException {
            try (Lease<FileView> view = pool.view(file)) {
                view.get().readFully(into, position);
            }
        }
    }

    private static final class OpenEach implements FilePeer {
        @Override
        public void open(Path file) throws IOException {
            FileChannel.open(file, StandardOpenOption.READ).close();
        }

        @Override
        public void read(Path file, long position, ByteBuffer into) throws IOException {
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
                if (channel.read(into, position) < 0) {
                    throw new EOFException(file.toString());
                }
            }
        }
    }
}
