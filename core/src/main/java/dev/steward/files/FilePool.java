package dev.steward.files;

import dev.steward.resource.AcquireInterruptedException;
import dev.steward.resource.Budget;
import dev.steward.resource.Census;
import dev.steward.resource.CloseOnce;
import dev.steward.resource.CloseReport;
import dev.steward.resource.CreationFailedException;
import dev.steward.resource.DeadlockException;
import dev.steward.resource.ExhaustedException;
import dev.steward.resource.Holding;
import dev.steward.resource.Kind;
import dev.steward.resource.Lease;
import dev.steward.resource.LeaseBook;
import dev.steward.resource.Loss;
import dev.steward.resource.Managed;
import dev.steward.resource.ResourceClosedException;
import dev.steward.resource.ResourceException;
import dev.steward.resource.SiteTimes;
import dev.steward.resource.Tracing;
import dev.steward.resource.Usage;
import dev.steward.resource.Waiting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Files opened under a budget: every open channel, leased or idle, draws one from it. Opening waits when the budget is
 * used up, after closing what is idle here, and meets "too many open files" by closing what is idle and trying again. A wait
 * that could not have ended, as for a file that is held by who waits for this caller, may be chosen to fail with a {@link
 * DeadlockException}.
 *
 * <ul>
 *   <li>{@link #view}: for reading at positions; one channel for all readers of a path, kept open for a while after the
 *       last. Those that have not been used for longest go first, and a file that was replaced or changed is noticed.
 *   <li>{@link #read}: once from such a view.
 *   <li>{@link #openRead}, {@link #open}: a channel of one's own, exclusive while it is leased. One opened only for reading
 *       is kept for the next; its position is 0 then, and a lock on it must be released before the lease is closed.
 *   <li>{@link #append}: gathered writes at the end of a file, forced onto the device as agreed.
 *   <li>{@link #map}, {@link #lock}, {@link #temporaryFile}, {@link #temporaryDirectory}.
 * </ul>
 *
 * <p>Leases are shared: any thread may close them. Threadsafe.
 */
public final class FilePool implements Managed {

    /** Idle files are looked through no more often than this. */
    private static final long EVICTION_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final String name;
    private final Budget budget;
    private final long idleNanos;

    /** How much it is held back, from 0.0 to 1.0. */
    private volatile double restraint;

    private final LongSupplier ticker;
    private final LeaseBook book;
    private final SharedFiles shared;
    private final int appendBuffer;
    private final FileTurnstile turnstile;
    private final FileOpener opener;
    private final Channels channels;
    private final Views views;
    private final MappedParts mapped;
    private final FileLocks locks;
    private final Temporaries temporaries;

    /** Read and written without order: looking through the idle files twice does no harm. */
    private volatile long evictedNanos;

    private final CloseOnce closing = new CloseOnce();

    FilePool(FilePoolBuilder builder, Budget budget) {
        this.name = builder.name();
        this.budget = budget;
        this.idleNanos = builder.idleNanos();
        this.ticker = builder.ticker();
        this.shared = new SharedFiles(builder.maxIdle(), builder.mappedViews());
        this.appendBuffer = builder.appendBuffer();
        this.book = new LeaseBook(name, Kind.FILES);
        this.turnstile = new FileTurnstile(name, budget, closing::hasBegun, () -> reclaim(1) > 0);
        this.opener = new FileOpener(this, budget, turnstile, builder.acquireTimeout());
        this.channels = new Channels(builder, opener, book, this::afterIdling);
        this.views = new Views(builder, opener, book, shared, this::afterGivingBack);
        this.mapped = new MappedParts(name, opener, book);
        this.locks = new FileLocks(this, opener, book, closing::hasBegun);
        this.temporaries = new Temporaries(name, builder.temporaryParent(), opener);
    }

    static FilePool opened(FilePool pool) {
        Census.enter(pool);
        return pool;
    }

    /**
     * Begins the description of a pool.
     *
     * @param name its name
     * @return a builder with defaults for everything else
     */
    public static FilePoolBuilder builder(String name) {
        return new FilePoolBuilder(name);
    }

    /**
     * Opens a file for reading, or takes a channel that is open already.
     *
     * @param path the file
     * @return the lease on a channel at position 0
     * @throws CreationFailedException if the file cannot be opened; the message says why
     * @throws ExhaustedException if the budget had no room in time
     * @throws ResourceClosedException if the pool is closed, or was closed meanwhile
     * @throws AcquireInterruptedException if the thread is interrupted while it waits
     */
    public Lease<FileChannel> openRead(Path path) {
        return open(path, StandardOpenOption.READ);
    }

    /**
     * Opens a file for writing at its end, and creates it if it does not exist.
     *
     * @param path the file
     * @return the lease
     * @throws CreationFailedException if the file cannot be opened; the message says why
     * @throws ExhaustedException if the budget had no room in time
     * @throws ResourceClosedException if the pool is closed, or was closed meanwhile
     * @throws AcquireInterruptedException if the thread is interrupted while it waits
     */
    public Lease<FileChannel> openAppend(Path path) {
        return open(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    /**
     * Opens a file as {@link FileChannel#open(Path, OpenOption...)} does.
     *
     * @param path the file
     * @param options how; none means for reading
     * @return the lease; closing it fails with {@link UncheckedIOException} if closing the file does
     * @throws CreationFailedException if the file cannot be opened; the message says why
     * @throws ExhaustedException if the budget had no room in time
     * @throws ResourceClosedException if the pool is closed, or was closed meanwhile
     * @throws AcquireInterruptedException if the thread is interrupted while it waits
     */
    public Lease<FileChannel> open(Path path, OpenOption... options) {
        checkOpen();
        tick();
        return channels.of(path.toAbsolutePath(), Set.copyOf(List.of(options)));
    }

    /**
     * Opens a file for reading at positions, together with all others that read it. A file that is open already is used
     * again if the path still names the same unchanged file, by identity, length and time of change; see
     * {@link FilePoolBuilder#revalidateAfter}. A file counts once, however many read it: among the holdings with the one
     * who has read it for longest.
     *
     * @param path the file
     * @return the lease on the view
     * @throws CreationFailedException if the file cannot be opened; the message says why
     * @throws ExhaustedException if the budget had no room in time
     * @throws ResourceClosedException if the pool is closed, or was closed meanwhile
     * @throws AcquireInterruptedException if the thread is interrupted while it waits
     */
    public Lease<FileView> view(Path path) {
        checkOpen();
        long now = ticker.getAsLong();
        evictOld(now);
        Path file = path.toAbsolutePath();
        return views.of(file, now);
    }

    /**
     * Reads once from a file, as through a {@link #view} that is leased for this alone. A file that is mapped and need not
     * be looked at before, see {@link FilePoolBuilder#mappedViews} and {@link FilePoolBuilder#revalidateAfter}, is read
     * without opening a lease: it takes no descriptor, so there is nothing that could be held.
     *
     * @param path the file
     * @param into where to; its position is moved by what was read
     * @param position where to begin in the file, 0 or more
     * @return how many bytes were read: all that there was room for, unless the file ends before; -1 at or after its end
     * @throws IOException if reading fails
     * @throws CreationFailedException if the file cannot be opened; the message says why
     * @throws ExhaustedException if the budget had no room in time
     * @throws ResourceClosedException if the pool is closed, or was closed meanwhile
     * @throws AcquireInterruptedException if the thread is interrupted while it waits
     */
    public int read(Path path, ByteBuffer into, long position) throws IOException {
        checkOpen();
        long now = ticker.getAsLong();
        evictOld(now);
        int count = views.readFromMemory(path, into, position, now);
        if (count != Views.NOT_IN_MEMORY) {
            return count;
        }
        try (Lease<FileView> view = views.of(path.toAbsolutePath(), now)) {
            return view.get().read(into, position);
        }
    }

    /**
     * Opens a file for appending through a buffer, and creates it if it does not exist.
     *
     * @param path the file
     * @param durability when what was written is forced onto the device
     * @return the lease; closing it writes what is buffered and fails with {@link UncheckedIOException} if that does
     * @throws CreationFailedException if the file cannot be opened; the message says why
     * @throws ExhaustedException if the budget had no room in time
     * @throws ResourceClosedException if the pool is closed, or was closed meanwhile
     * @throws AcquireInterruptedException if the thread is interrupted while it waits
     */
    public Lease<Appender> append(Path path, Durability durability) {
        checkOpen();
        tick();
        Path file = path.toAbsolutePath();
        FileChannel channel = opener.open(
                file, true, () -> FileChannel.open(file, Set.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND)));
        Appender appender = new Appender(file, channel, durability, appendBuffer);
        return book.open(appender, 1, file.toString(), (done, ending) -> {
            try {
                done.finish();
            } catch (IOException e) {
                throw new UncheckedIOException(
                        name + ": the end of " + file + " was not written: " + e.getMessage(), e);
            } finally {
                opener.release();
            }
        });
    }

    /**
     * Maps a part of a file into memory. The file is open only while it is mapped in; afterwards the lease holds no
     * descriptor, and its end unmaps the part. Using the buffer after that gives an exception from Java 22 on and is
     * undefined before. Where the file is made shorter meanwhile, using what it has lost raises an {@link InternalError},
     * which may come later than the use; {@link #read} and {@link #view} turn it into an {@link IOException}.
     *
     * @param path the file; with {@link FileChannel.MapMode#READ_WRITE} it is made as long as needed
     * @param mode how
     * @param position where the part begins
     * @param size its length in bytes, at most 2 GiB - 1
     * @return the lease on the part
     * @throws CreationFailedException if it cannot be opened or mapped; the message says why
     * @throws ExhaustedException if the budget had no room in time
     * @throws ResourceClosedException if the pool is closed, or was closed meanwhile
     * @throws AcquireInterruptedException if the thread is interrupted while it waits
     */
    public Lease<MappedByteBuffer> map(Path path, FileChannel.MapMode mode, long position, long size) {
        checkOpen();
        return mapped.of(path.toAbsolutePath(), mode, position, size);
    }

    /**
     * Locks a file against other processes and other callers here, waiting for it; the file is created if need be. The
     * lock is the system's: on some network file systems it is advice at best.
     *
     * @param path the file
     * @param timeout how long to wait; zero tries once
     * @return the lease on the lock; closing it releases the lock and closes the file
     * @throws ExhaustedException if it stayed locked, or the budget had no room in time
     * @throws CreationFailedException if the file cannot be opened; the message says why
     * @throws ResourceClosedException if the pool is closed, or was closed meanwhile
     * @throws AcquireInterruptedException if the thread is interrupted while it waits
     */
    public Lease<FileLock> lock(Path path, Duration timeout) {
        checkOpen();
        tick();
        return locks.of(path.toAbsolutePath(), timeout);
    }

    /**
     * Creates a temporary file that is deleted when the lease is closed; when the process dies before, by the next pool of
     * the same name that makes one. The lease holds no open channel; open its path here to write and read it. While the
     * pool lives, one descriptor guards all its temporary files.
     *
     * @param prefix how its name begins
     * @param suffix how its name ends
     * @return the lease on its path
     * @throws CreationFailedException if it cannot be created; the message says why
     * @throws ExhaustedException if the budget had no room for the guard in time
     * @throws ResourceClosedException if the pool is closed
     */
    public Lease<Path> temporaryFile(String prefix, String suffix) {
        return temporary(area -> area.file(prefix, suffix));
    }

    /**
     * Creates a temporary directory that is deleted with all that is in it when the lease is closed, or later like a
     * temporary file.
     *
     * @param prefix how its name begins
     * @return the lease on its path
     * @throws CreationFailedException if it cannot be created; the message says why
     * @throws ExhaustedException if the budget had no room for the guard in time
     * @throws ResourceClosedException if the pool is closed
     */
    public Lease<Path> temporaryDirectory(String prefix) {
        return temporary(area -> area.directory(prefix));
    }

    private Lease<Path> temporary(Temporaries.Making making) {
        checkOpen();
        Path file = temporaries.make(making);
        return book.open(file, 0, file.toString(), (done, ending) -> delete(done));
    }

    private void delete(Path file) {
        channels.closeIdle(file);
        try {
            temporaries.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(name + ": deleting " + file + " failed: " + e.getMessage(), e);
        }
    }

    /** Whether closing has finished, so that the budget may go with the last that is drawn from it. */
    boolean hasClosed() {
        return closing.isDone();
    }

    private void checkOpen() {
        if (closing.hasBegun()) {
            throw new ResourceClosedException(name, name + " is closed and opens no more files", null);
        }
    }

    private void afterIdling() {
        tick();
        afterGivingBack();
    }

    private void afterGivingBack() {
        if (closing.hasBegun()) {
            reclaim(Long.MAX_VALUE);
        } else if (turnstile.isWaitedFor()) {
            reclaim(1);
        }
    }

    /** Closes what was idle for too long. */
    void tick() {
        evictOld(ticker.getAsLong());
    }

    private void evictOld(long now) {
        long keptNanos = (long) (idleNanos * (1 - restraint));
        if (now - evictedNanos < Math.min(keptNanos, EVICTION_NANOS)) {
            return;
        }
        evictedNanos = now;
        channels.closeIdleSince(now - keptNanos);
        shared.evictIdleSince(now - keptNanos, false).forEach(views::discard);
    }

    /**
     * What the pool did so far.
     *
     * @return the figures
     */
    public FileStatistics statistics() {
        return new FileStatistics(
                opener.opened.sum(),
                channels.reused.sum() + views.reused.sum(),
                channels.outdated.sum() + views.outdated.sum(),
                opener.rescued.sum(),
                shared.mappings(),
                book.staleCloses());
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
    public Budget budget() {
        return budget;
    }

    @Override
    public Usage usage() {
        tick();
        return new Usage(
                Kind.FILES,
                budget.limit(),
                book.held() - shared.surplusReaders() + temporaries.descriptors(),
                channels.idle() + (long) shared.idleChannels(),
                turnstile.waiting().size(),
                book.acquired(),
                book.returned(),
                opener.timedOut.sum());
    }

    @Override
    public List<Holding> holdings() {
        return book.holdings();
    }

    @Override
    public boolean isHeldBy(Thread thread) {
        return book.isHeldBy(thread);
    }

    @Override
    public void trace(Tracing tracing) {
        book.trace(tracing);
    }

    @Override
    public List<Loss> takeLosses() {
        return book.takeLosses();
    }

    @Override
    public List<SiteTimes> siteTimes() {
        return book.siteTimes();
    }

    /** {@inheritDoc} Asking closes nothing, unlike asking for the usage. */
    @Override
    public long capacity() {
        return budget.limit();
    }

    /** {@inheritDoc} Those who wait for the lock of a file are shown after those who wait for room. */
    @Override
    public List<Waiting> waiting() {
        List<Waiting> all = new ArrayList<>(turnstile.waiting());
        all.addAll(locks.waiting());
        return all;
    }

    @Override
    public boolean refuse(Waiting waiting, Supplier<? extends ResourceException> refusal) {
        return turnstile.refuse(waiting.ticket(), refusal) || locks.refuse(waiting.ticket(), refusal);
    }

    @Override
    public long reclaim(long amount) {
        int closed = channels.closeOldest(amount);
        List<SharedFile> unread = shared.evict(amount - closed);
        unread.forEach(views::discard);
        return closed + (long) unread.size();
    }

    /** {@inheritDoc} Idle files are kept open for less long. */
    @Override
    public void restrain(double share) {
        restraint = Math.max(0, Math.min(1, share));
    }

    @Override
    public boolean isClosed() {
        return closing.hasBegun();
    }

    @Override
    public CloseReport close(Duration deadline) {
        CloseReport report = closing.run(() -> closeOnce(deadline));
        opener.closeBudget();
        return report;
    }

    private CloseReport closeOnce(Duration deadline) {
        long start = System.nanoTime();
        turnstile.tellAll();
        book.shut();
        reclaim(Long.MAX_VALUE);
        book.awaitAll(deadline);
        List<Holding> stillHeld = holdings();
        List<Throwable> failures = new ArrayList<>(book.takeBackAll());
        reclaim(Long.MAX_VALUE);
        shared.evictIdleSince(0, true).forEach(views::discard);
        return new CloseReport(name, Duration.ofNanos(System.nanoTime() - start), stillHeld, failures);
    }
}
