package dev.steward.memwatch;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import javax.management.JMException;
import javax.management.ObjectName;
import org.jspecify.annotations.Nullable;

/** Heap dumps, a bounded number of them in one directory. Stateless but for having complained. */
final class HeapDumps {
    private static final System.Logger LOG = System.getLogger(HeapWatch.class.getName());
    private static final AtomicBoolean REFUSED = new AtomicBoolean();
    private static final String PREFIX = "steward-heap-";
    private static final String SUFFIX = ".hprof";

    private HeapDumps() {}

    /** Writes one if it is wanted; null when it is not, or, which is said once, when it cannot be. */
    static @Nullable Path write(HeapWatchOptions options) {
        Path directory = options.dumps();
        if (directory == null) {
            return null;
        }
        try {
            makeRoom(directory, options.mostDumps());
            Path file = directory.resolve(PREFIX + System.currentTimeMillis() + SUFFIX);
            ManagementFactory.getPlatformMBeanServer()
                    .invoke(
                            new ObjectName("com.sun.management:type=HotSpotDiagnostic"),
                            "dumpHeap",
                            new Object[] {file.toAbsolutePath().toString(), true},
                            new String[] {String.class.getName(), boolean.class.getName()});
            return file;
        } catch (IOException | JMException | RuntimeException refused) {
            if (REFUSED.compareAndSet(false, true)) {
                LOG.log(System.Logger.Level.WARNING, "no heap dump can be written to " + directory, refused);
            }
            return null;
        }
    }

    /** The time is in the name, so the order of names is that of age. */
    private static void makeRoom(Path directory, int most) throws IOException {
        List<Path> dumps;
        try (Stream<Path> files = Files.list(directory)) {
            dumps = files.filter(HeapDumps::isDump).sorted().toList();
        }
        for (int i = 0; i <= dumps.size() - most; i++) {
            Files.deleteIfExists(dumps.get(i));
        }
    }

    private static boolean isDump(Path file) {
        String name = String.valueOf(file.getFileName());
        return name.startsWith(PREFIX) && name.endsWith(SUFFIX);
    }
}
