package dev.steward.files;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/**
 * The directory in which one pool keeps its temporary files, locked for as long as the pool lives. A directory of the same
 * name whose lock is free belonged to a process that died, and is deleted by the next that opens one. A lock tells that
 * better than a process id would: ids are used again, and mean nothing across containers that share a disk. Threadsafe
 * once it is open.
 */
final class TemporaryArea {
    private static final String LOCK = ".lock";
    private static final System.Logger LOG = System.getLogger(FilePool.class.getName());

    private final Path directory;
    private final FileChannel lock;

    private TemporaryArea(Path directory, FileChannel lock) {
        this.directory = directory;
        this.lock = lock;
    }

    /** Makes a new directory; sweeps away before what dead processes have left of this name, if so told. */
    static TemporaryArea open(Path parent, String name, boolean sweeps) throws IOException {
        String prefix = "steward-" + name.replaceAll("[^A-Za-z0-9._-]", "_") + "-";
        if (sweeps) {
            sweep(parent, prefix);
        }
        Path directory = Files.createTempDirectory(parent, prefix);
        FileChannel channel = null;
        try {
            channel =
                    FileChannel.open(directory.resolve(LOCK), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            if (channel.tryLock() == null) {
                throw new IOException(directory + " was taken for left behind while it was made");
            }
            return new TemporaryArea(directory, channel);
        } catch (IOException | RuntimeException failure) {
            if (channel != null) {
                channel.close();
            }
            delete(directory);
            throw failure;
        }
    }

    private static void sweep(Path parent, String prefix) {
        try (DirectoryStream<Path> left = Files.newDirectoryStream(parent, prefix + "*")) {
            for (Path directory : left) {
                if (isLeftBehind(directory)) {
                    delete(directory);
                    LOG.log(
                            System.Logger.Level.INFO,
                            "deleted {0}, left behind by a process that has ended",
                            directory);
                }
            }
        } catch (IOException notNow) {
            LOG.log(System.Logger.Level.WARNING, "temporary files of ended processes were not deleted", notNow);
        }
    }

    /** One without a lock file is being made at this moment, or empty: either way it is not worth a risk. */
    private static boolean isLeftBehind(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory.resolve(LOCK), StandardOpenOption.WRITE);
                FileLock free = channel.tryLock()) {
            return free != null;
        } catch (NoSuchFileException | OverlappingFileLockException inUse) {
            return false;
        } catch (IOException ofSomebodyElse) {
            return false;
        }
    }

    Path file(String prefix, String suffix) throws IOException {
        return Files.createTempFile(directory, prefix, suffix);
    }

    Path directory(String prefix) throws IOException {
        return Files.createTempDirectory(directory, prefix);
    }

    void close() throws IOException {
        try (lock) {
            delete(directory);
        }
    }

    /** With all that is in it; a link is deleted, not followed. */
    static void delete(Path root) throws IOException {
        if (!Files.exists(root, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure)
                    throws IOException {
                if (failure != null) {
                    throw failure;
                }
                Files.deleteIfExists(directory);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
