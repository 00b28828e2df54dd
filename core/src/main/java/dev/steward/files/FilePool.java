package dev.steward.files;

import dev.steward.resource.AcquireInterruptedException;
import dev.steward.resource.Budget;
import dev.steward.resource.BudgetExceededException;
import dev.steward.resource.Census;
import dev.steward.resource.CloseReport;
import dev.steward.resource.CreationFailedException;
import dev.steward.resource.ExhaustedException;
import dev.steward.resource.Holding;
import dev.steward.resource.Kind;
import dev.steward.resource.Lease;
import dev.steward.resource.LeaseBook;
import dev.steward.resource.Managed;
import dev.steward.resource.ResourceClosedException;
import dev.steward.resource.Usage;
import dev.steward.resource.Waiting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/**
 * Files opened under a budget: every open channel, leased or idle, draws one from it. Opening waits when the budget is
 * used up, after closing what is idle here, and meets "too many open files" by closing what is idle and trying again.
 *
 * <p>A channel opened only for reading stays open for a while after its lease is closed, and the next reader of that path
 * gets it if the path still names the same unchanged file. A channel is exclusive while it is leased, its position is 0
 * then, and a lock on it must be released before the lease is closed. All other channels are closed with their lease.
 *
 * <p>Leases are shared: any thread may close them. Threadsafe.
 */
public final class FilePool implements Managed {
    private static final int RETRIES = 3;

    private final String name;
    private final Budget budget;
    private final Duration acquireTimeout;
    private final long idleNanos;
    private final LongSupplier ticker;
    private final IdleFiles idle;
    private final LeaseBook book;
    private final FileTurnstile turnstile;
    private final LongAdder opened = new LongAdder();
    private final LongAdder reused = new LongAdder();
    private final LongAdder outdated = new LongAdder();
    private final LongAdder rescued = new LongAdder();
    private final LongAdder timedOut = new LongAdder();
    private final AtomicBoolean closing = new AtomicBoolean();
    private final CompletableFuture<CloseReport> closed = new CompletableFuture<>();

    FilePool(FilePoolBuilder builder, Budget budget) {
        this.name = builder.name();
        this.budget = budget;
        this.acquireTimeout = builder.acquireTimeout();
        this.idleNanos = builder.idleNanos();
        this.ticker = builder.ticker();
        this.idle = new IdleFiles(builder.maxIdle());
        this.book = new LeaseBook(name, Kind.FILES);
        this.turnstile = new FileTurnstile(name, budget, closing::get, () -> reclaim(1) > 0);
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
        Path file = path.toAbsolutePath();
        Set<OpenOption> how = Set.copyOf(List.of(options));
        if (!how.isEmpty() && !how.equals(Set.of(StandardOpenOption.READ))) {
            FileChannel channel = openWithinBudget(file, true, () -> FileChannel.open(file, how));
            return book.open(channel, 1, file.toString(), (done, ending) -> closeAndRelease(file, done));
        }
        Optional<OpenFile> ready = current(file);
        ready.ifPresent(one -> reused.increment());
        OpenFile reading = ready.orElseGet(() -> openWithinBudget(file, false, () -> openReading(file)));
        return book.open(reading.channel(), 1, file.toString(), (done, ending) -> giveBack(reading, ending));
    }

    /**
     * Creates a temporary file that is deleted when the lease is closed. It holds no open channel; open its path here to
     * write and read it.
     *
     * @param prefix how its name begins
     * @param suffix how its name ends
     * @return the lease on its path
     * @throws CreationFailedException if it cannot be created; the message says why
     * @throws ResourceClosedException if the pool is closed
     */
    public Lease<Path> temporaryFile(String prefix, String suffix) {
        checkOpen();
        Path directory = Path.of(System.getProperty("java.io.tmpdir"));
        Path file = attempt(directory, true, () -> Files.createTempFile(directory, prefix, suffix));
        return book.open(file, 0, file.toString(), (done, ending) -> delete(done));
    }

    private void checkOpen() {
        if (closing.get()) {
            throw new ResourceClosedException(name, name + " is closed and opens no more files", null);
        }
    }

    /** An idle channel whose path still names its file, at position 0. Those that do not are closed. */
    private Optional<OpenFile> current(Path file) {
        Optional<OpenFile> candidate = idle.take(file);
        while (candidate.isPresent()) {
            OpenFile one = candidate.get();
            try {
                if (one.isCurrent()) {
                    one.channel().position(0);
                    return candidate;
                }
                outdated.increment();
            } catch (IOException unusable) {
                outdated.increment();
            }
            closeQuietly(one);
            candidate = idle.take(file);
        }
        return candidate;
    }

    private OpenFile openReading(Path file) throws IOException {
        FileStamp stamp = FileStamp.of(file);
        if (stamp.directory()) {
            throw new CreationFailedException(name, name + ": " + FileFailures.aDirectory(file), null);
        }
        return new OpenFile(file, FileChannel.open(file, StandardOpenOption.READ), stamp);
    }

    private <T> T openWithinBudget(Path file, boolean writing, Callable<T> opening) {
        long start = System.nanoTime();
        try {
            turnstile.pass(file, acquireTimeout);
        } catch (BudgetExceededException refused) {
            timedOut.increment();
            String reason = "no room to open " + file + " (" + refused.getMessage() + ")";
            throw new ExhaustedException(
                    name, Duration.ofNanos(System.nanoTime() - start), usage(), holdings(), reason, refused);
        }
        boolean done = false;
        try {
            T result = attempt(file, writing, opening);
            opened.increment();
            done = true;
            return result;
        } finally {
            if (!done) {
                release();
            }
        }
    }

    /** Opens or creates a file; when the system has no descriptor left, closes what is idle and tries again. */
    private <T> T attempt(Path file, boolean writing, Callable<T> opening) {
        for (int tries = 0; ; tries++) {
            try {
                T result = opening.call();
                if (tries > 0) {
                    rescued.increment();
                }
                return result;
            } catch (IOException failure) {
                boolean again = tries < RETRIES && FileFailures.isTooManyOpen(failure) && reclaim(Long.MAX_VALUE) > 0;
                if (!again) {
                    throw new CreationFailedException(
                            name, name + ": " + FileFailures.describe(file, writing, failure), failure);
                }
            } catch (RuntimeException unsupported) {
                throw unsupported;
            } catch (Exception unexpected) {
                throw new IllegalStateException(unexpected);
            }
        }
    }

    private void giveBack(OpenFile file, LeaseBook.Ending ending) {
        if (ending != LeaseBook.Ending.CLOSED || !file.channel().isOpen()) {
            closeAndRelease(file.path(), file.channel());
            return;
        }
        idle.put(file, ticker.getAsLong()).forEach(this::closeQuietly);
        tick();
        if (closing.get()) {
            reclaim(Long.MAX_VALUE);
        } else if (turnstile.isWaitedFor()) {
            reclaim(1);
        }
    }

    private void closeAndRelease(Path file, FileChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(name + ": closing " + file + " failed: " + e.getMessage(), e);
        } finally {
            release();
        }
    }

    private void release() {
        budget.release(1);
        closeBudget();
    }

    /** Called by who closed, and after that by whoever opened something while the pool closed: the last one does it. */
    private void closeBudget() {
        if (closed.isDone() && budget.used() == 0) {
            try {
                budget.close();
            } catch (IllegalStateException drawnFromMeanwhile) {
                return; // By a caller that finds this closed next, gives it back, and comes here itself.
            }
        }
    }

    /** A channel for reading has nothing to lose by a failing close. */
    private void closeQuietly(OpenFile file) {
        try {
            closeAndRelease(file.path(), file.channel());
        } catch (UncheckedIOException e) {
            System.getLogger(FilePool.class.getName()).log(System.Logger.Level.DEBUG, e.getMessage(), e);
        }
    }

    private void delete(Path file) {
        for (Optional<OpenFile> one = idle.take(file); one.isPresent(); one = idle.take(file)) {
            closeQuietly(one.get());
        }
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(name + ": deleting " + file + " failed: " + e.getMessage(), e);
        }
    }

    /** Closes what was idle for too long. */
    void tick() {
        idle.takeIdleSince(ticker.getAsLong() - idleNanos).forEach(this::closeQuietly);
    }

    /**
     * What the pool did so far.
     *
     * @return the figures
     */
    public FileStatistics statistics() {
        return new FileStatistics(opened.sum(), reused.sum(), outdated.sum(), rescued.sum(), book.staleCloses());
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
                book.held(),
                idle.size(),
                waiting().size(),
                book.acquired(),
                book.returned(),
                timedOut.sum());
    }

    @Override
    public List<Holding> holdings() {
        return book.holdings();
    }

    @Override
    public List<Waiting> waiting() {
        return turnstile.waiting();
    }

    @Override
    public long reclaim(long amount) {
        List<OpenFile> oldest = idle.takeOldest(amount);
        oldest.forEach(this::closeQuietly);
        return oldest.size();
    }

    @Override
    public boolean isClosed() {
        return closing.get();
    }

    @Override
    public CloseReport close(Duration deadline) {
        if (closing.compareAndSet(false, true)) {
            closed.complete(closeOnce(deadline));
            closeBudget();
        }
        return closed.join();
    }

    private CloseReport closeOnce(Duration deadline) {
        long start = System.nanoTime();
        book.shut();
        reclaim(Long.MAX_VALUE);
        book.awaitAll(deadline);
        List<Holding> stillHeld = holdings();
        List<Throwable> failures = new ArrayList<>(book.takeBackAll());
        reclaim(Long.MAX_VALUE);
        return new CloseReport(name, Duration.ofNanos(System.nanoTime() - start), stillHeld, failures);
    }
}
