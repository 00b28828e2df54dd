package dev.steward.files;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The temporary files of one pool. As long as there are any, one descriptor, drawn from the pool's budget, keeps the lock
 * on the directory that they are in. Threadsafe.
 */
final class Temporaries {
    /** What makes a temporary file. */
    @FunctionalInterface
    interface Making {
        Path in(TemporaryArea area) throws IOException;
    }

    private final String name;
    private final Path parent;
    private final FileOpener opener;
    private final ReentrantLock lock = new ReentrantLock();

    @GuardedBy("lock")
    private @Nullable TemporaryArea area;

    @GuardedBy("lock")
    private boolean swept;

    private final AtomicInteger count = new AtomicInteger();

    Temporaries(String name, Path parent, FileOpener opener) {
        this.name = name;
        this.parent = parent;
        this.opener = opener;
    }

    /** How many descriptors they take. */
    int descriptors() {
        return count.get() > 0 ? 1 : 0;
    }

    Path make(Making making) {
        lock.lock();
        try {
            TemporaryArea there = area == null ? open() : area;
            area = there;
            boolean made = false;
            try {
                Path file = opener.attempt(parent, true, () -> making.in(there));
                count.incrementAndGet();
                made = true;
                return file;
            } finally {
                if (!made) {
                    closeIfEmpty();
                }
            }
        } finally {
            lock.unlock();
        }
    }

    @GuardedBy("lock")
    private TemporaryArea open() {
        boolean first = !swept;
        TemporaryArea opened = opener.open(parent, true, () -> TemporaryArea.open(parent, name, first));
        swept = true;
        return opened;
    }

    void delete(Path file) throws IOException {
        lock.lock();
        try {
            try {
                TemporaryArea.delete(file);
            } finally {
                count.decrementAndGet();
                closeIfEmpty();
            }
        } finally {
            lock.unlock();
        }
    }

    @GuardedBy("lock")
    private void closeIfEmpty() {
        TemporaryArea there = area;
        if (count.get() == 0 && there != null) {
            area = null;
            try {
                there.close();
            } catch (IOException failure) {
                System.getLogger(FilePool.class.getName())
                        .log(System.Logger.Level.WARNING, name + ": a temporary directory was not deleted", failure);
            } finally {
                opener.release();
            }
        }
    }
}
