package dev.steward.files;

import dev.steward.platform.OpenFiles;
import dev.steward.resource.Blueprint;
import dev.steward.resource.Budget;
import dev.steward.resource.Conflicts;
import dev.steward.resource.Durations;
import dev.steward.resource.Kind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** What a {@link FilePool} is to be like. Everything is checked when it is built. Confined to one thread. */
public final class FilePoolBuilder implements Blueprint<FilePool> {
    private final String name;
    private static final int USUAL_APPEND_BUFFER = 64 * 1024;

    private @Nullable Long maximum;
    private int mappedViews;
    private Duration revalidateAfter = Duration.ZERO;
    private int appendBuffer = USUAL_APPEND_BUFFER;
    private Path temporaryParent = Path.of(System.getProperty("java.io.tmpdir"));
    private int maxIdle = 64;
    private Duration acquireTimeout = Duration.ofSeconds(30);
    private Duration idleTimeout = Duration.ofMinutes(5);
    private LongSupplier ticker = System::nanoTime;

    FilePoolBuilder(String name) {
        this.name = name;
    }

    /**
     * The most files this pool keeps open, leased and idle together.
     *
     * @param files 1 or more; by default three quarters of those that the system lets this process open beyond what it
     *     has open now, and no limit where the system tells none
     * @return this
     */
    public FilePoolBuilder maximum(long files) {
        this.maximum = files;
        return this;
    }

    /**
     * How many channels for reading stay open while nobody holds them.
     *
     * @param files 0 keeps none; 64 by default
     * @return this
     */
    public FilePoolBuilder maxIdle(int files) {
        this.maxIdle = files;
        return this;
    }

    /**
     * How many files stay mapped into memory for {@link FilePool#view}, which then reads without system calls and without
     * a descriptor. Not for files that are made shorter while they are read: reading what is gone fails then. Files of
     * more than 2 GiB are read through a channel.
     *
     * @param files 0, the default, maps none; the system allows some 65,000 mappings for a process
     * @return this
     */
    public FilePoolBuilder mappedViews(int files) {
        this.mappedViews = files;
        return this;
    }

    /**
     * For how long a view of a file that is open is taken for current without asking the system. Asking takes a system
     * call, which costs as much as a short read.
     *
     * @param age zero, the default, asks whenever a view is leased
     * @return this
     */
    public FilePoolBuilder revalidateAfter(Duration age) {
        this.revalidateAfter = age;
        return this;
    }

    /**
     * How much {@link FilePool#append} gathers before it writes.
     *
     * @param bytes 0 gathers nothing; 64 KiB by default
     * @return this
     */
    public FilePoolBuilder appendBuffer(int bytes) {
        this.appendBuffer = bytes;
        return this;
    }

    /**
     * In which directory temporary files are made.
     *
     * @param directory one that exists; by default the system's
     * @return this
     */
    public FilePoolBuilder temporaryIn(Path directory) {
        this.temporaryParent = directory;
        return this;
    }

    /**
     * How long opening waits when the budget is used up.
     *
     * @param timeout zero does not wait; 30 seconds by default
     * @return this
     */
    public FilePoolBuilder acquireTimeout(Duration timeout) {
        this.acquireTimeout = timeout;
        return this;
    }

    /**
     * After what time an idle channel is closed. The pool has no thread of its own for this: it looks whenever a file is
     * opened or closed and whenever its usage is asked for.
     *
     * @param timeout more than zero; 5 minutes by default
     * @return this
     */
    public FilePoolBuilder idleTimeout(Duration timeout) {
        this.idleTimeout = timeout;
        return this;
    }

    /**
     * The clock that idle times are measured with, for tests.
     *
     * @param nanos a clock such as {@link System#nanoTime()}
     * @return this
     */
    public FilePoolBuilder ticker(LongSupplier nanos) {
        this.ticker = nanos;
        return this;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Kind kind() {
        return Kind.FILES;
    }

    @Override
    public FilePool buildWithin(Budget budget) {
        refuseConflicts(budget);
        return FilePool.opened(new FilePool(this, budget.child(name, maximum == null ? systemLimit() : maximum)));
    }

    /** Not all of what is left: class files, sockets and libraries need descriptors as well, and nobody counts those. */
    private static long systemLimit() {
        OptionalLong limit = OpenFiles.limit();
        return limit.isEmpty()
                ? Long.MAX_VALUE
                : Math.max(1, (limit.getAsLong() - OpenFiles.open().orElse(0)) / 4 * 3);
    }

    private void refuseConflicts(Budget budget) {
        Conflicts conflicts = new Conflicts();
        conflicts.expectName(name);
        conflicts.expectKind(budget, Kind.FILES);
        conflicts.expect(maximum == null || maximum >= 1, "maximum: it must be 1 or more files, got " + maximum);
        conflicts.expect(maxIdle >= 0, "maxIdle: it must be 0 or more files, got " + maxIdle);
        conflicts.expect(mappedViews >= 0, "mappedViews: it must be 0 or more files, got " + mappedViews);
        conflicts.expect(appendBuffer >= 0, "appendBuffer: it must be 0 or more bytes, got " + appendBuffer);
        conflicts.expect(
                Files.isDirectory(temporaryParent),
                "temporaryIn: it must be a directory that exists, got " + temporaryParent);
        conflicts.expectNotNegative("revalidateAfter", revalidateAfter);
        conflicts.expectNotNegative("acquireTimeout", acquireTimeout);
        conflicts.expectPositive("idleTimeout", idleTimeout);
        conflicts.refuseIfAny("file pool " + name);
    }

    int maxIdle() {
        return maxIdle;
    }

    int mappedViews() {
        return mappedViews;
    }

    long revalidateNanos() {
        return Durations.toNanos(revalidateAfter);
    }

    int appendBuffer() {
        return appendBuffer;
    }

    Path temporaryParent() {
        return temporaryParent;
    }

    Duration acquireTimeout() {
        return acquireTimeout;
    }

    long idleNanos() {
        return Durations.toNanos(idleTimeout);
    }

    LongSupplier ticker() {
        return ticker;
    }
}
