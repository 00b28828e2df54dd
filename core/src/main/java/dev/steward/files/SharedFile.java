package dev.steward.files;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.file.Path;

/**
 * One open file, which all its readers have as their view. How many there are, and whether it is outdated, is guarded by
 * the lock of {@link SharedFiles}; the times are not, so that a read can note one without coming to that lock.
 */
abstract sealed class SharedFile implements FileView permits ChannelView, MappedView {
    private static final VarHandle USED_NANOS;

    static {
        try {
            USED_NANOS = MethodHandles.lookup().findVarHandle(SharedFile.class, "usedNanos", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    final FileStamp stamp;
    int readers = 1;
    boolean outdated;

    /** When it was last used, as far as its place in the order of eviction tells. Under the lock. */
    long placedNanos;

    private final Path path;

    /** Written without order: of two uses at the same time either may be the last. */
    @SuppressWarnings("UnusedVariable") // Read through the handle.
    private long usedNanos;

    private volatile long checkedNanos;

    /** Whether it is to be checked before it is used again, however short ago that was done. */
    private volatile boolean doubted;

    SharedFile(Path path, FileStamp stamp, long now) {
        this.path = path;
        this.stamp = stamp;
        this.placedNanos = now;
        this.usedNanos = now;
        this.checkedNanos = now;
    }

    @Override
    public final Path path() {
        return path;
    }

    final void use(long now) {
        USED_NANOS.setOpaque(this, now);
    }

    final long usedNanos() {
        return (long) USED_NANOS.getOpaque(this);
    }

    /** Whether it was less than so long ago that the path was known to name this file. */
    final boolean isFresh(long now, long forNanos) {
        return !doubted && now - checkedNanos < forNanos;
    }

    final void checked(long now) {
        checkedNanos = now;
        doubted = false;
    }

    final void doubt() {
        doubted = true;
    }

    abstract boolean holdsDescriptor();

    abstract boolean isUsable();

    abstract void discard() throws IOException;
}
