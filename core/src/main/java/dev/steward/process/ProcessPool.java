package dev.steward.process;

import dev.steward.pool.Pool;
import dev.steward.resource.AcquireInterruptedException;
import dev.steward.resource.Budget;
import dev.steward.resource.Census;
import dev.steward.resource.CloseReport;
import dev.steward.resource.CreationFailedException;
import dev.steward.resource.Durations;
import dev.steward.resource.ExhaustedException;
import dev.steward.resource.ForwardingManaged;
import dev.steward.resource.Kind;
import dev.steward.resource.Lease;
import dev.steward.resource.Lessor;
import dev.steward.resource.ResourceClosedException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Child processes that stand ready to answer requests over their input and output:
 *
 * <pre>{@code
 * try (ProcessPool parsers = ProcessPool.builder("parse", "python3", "-u", "parse.py").size(2, 8).build()) {
 *     String answer = parsers.request("line of text");
 * }
 * }</pre>
 *
 * <p>A child answers each request with one message, in the order of the requests, and ends when its input ends. One that
 * does not answer in time is killed with all that it started, and replaced. When this process ends, even by a signal that
 * it cannot catch, the children and what they started are killed, on systems with {@code setsid}: by a shell that is
 * started for that, of which there is one for all pools, and which counts in no budget. Threadsafe.
 */
public final class ProcessPool extends ForwardingManaged implements Lessor {
    private final ProcessOptions options;
    private final Pool<ChildProcess> pool;
    private final Restarts restarts;
    private final @Nullable Warden warden;
    private final AtomicBoolean left = new AtomicBoolean();

    private ProcessPool(ProcessOptions options, Pool<ChildProcess> pool, Restarts restarts, @Nullable Warden warden) {
        super(pool);
        this.options = options;
        this.pool = pool;
        this.restarts = restarts;
        this.warden = warden;
    }

    static ProcessPool started(ProcessPoolBuilder builder, ProcessOptions options, Budget budget) {
        Warden warden;
        try {
            warden = Warden.join();
        } catch (IOException failure) {
            throw new CreationFailedException(
                    options.name(), options.name() + ": no shell can be started: " + failure.getMessage(), failure);
        }
        Restarts restarts = new Restarts();
        Launcher launcher = new Launcher(options, warden);
        Pool<ChildProcess> pool = builder.poolOf(options.name(), () -> create(options, launcher, restarts))
                .kind(Kind.PROCESSES)
                .sharedLeases()
                .reset(ProcessPool::refuseUnusable)
                .check(ChildProcess::isHealthy)
                .destroy(ChildProcess::end)
                .buildWithin(budget);
        ProcessPool whole = new ProcessPool(options, pool, restarts, warden);
        Census.enterInPlaceOf(whole, pool);
        return whole;
    }

    private static ChildProcess create(ProcessOptions options, Launcher launcher, Restarts restarts)
            throws IOException, InterruptedException {
        restarts.pause();
        ChildProcess child = ChildProcess.start(options, launcher);
        boolean good = false;
        try {
            good = options.healthCheck() == null || child.isHealthy();
        } finally {
            if (!good) {
                restarts.failed();
                child.end();
            }
        }
        if (!good) {
            throw new IOException("the new child " + child.pid() + " ("
                    + options.command().get(0) + ") did not pass the health check");
        }
        return child;
    }

    /** A child that did not answer, or writes unasked, is not used again. */
    private static void refuseUnusable(ChildProcess child) throws IOException {
        if (!child.isUsable()) {
            throw new IOException("child " + child.pid() + " is of no more use");
        }
    }

    /**
     * Begins the description of a pool.
     *
     * @param name its name
     * @param command the program and its arguments
     * @return a builder with defaults for everything else
     */
    public static ProcessPoolBuilder builder(String name, String... command) {
        return new ProcessPoolBuilder(name, List.of(command));
    }

    /**
     * Leases a child, for several requests that belong together.
     *
     * @return the lease; any thread may close it
     * @throws ExhaustedException if none became free in time; it names the holders
     * @throws CreationFailedException if no child can be started, and waiting would not help
     * @throws ResourceClosedException if the pool is closed, or closes meanwhile
     * @throws AcquireInterruptedException if the thread is interrupted while it waits
     */
    public Lease<ChildProcess> acquire() {
        return pool.acquire();
    }

    /**
     * Has one child answer one request, within the request timeout.
     *
     * @param message what to send, in UTF-8
     * @return the answer
     * @throws ProcessFailedException if the child does not answer in time, or at all
     * @throws ExhaustedException if no child became free in time; it names the holders
     * @throws CreationFailedException if no child can be started, and waiting would not help
     * @throws ResourceClosedException if the pool is closed, or closes meanwhile
     * @throws AcquireInterruptedException if the thread is interrupted while it waits
     */
    public String request(String message) {
        return new String(
                request(message.getBytes(StandardCharsets.UTF_8), options.requestTimeout()), StandardCharsets.UTF_8);
    }

    /**
     * Has one child answer one request. Waiting for a child counts as well. A child that has ended while nobody used it is
     * replaced, not reported; one that ends later is, because it may have done what was asked.
     *
     * @param message what to send
     * @param timeout how long this may take in all
     * @return the answer
     * @throws ProcessFailedException if the child does not answer in time, or at all
     * @throws ExhaustedException if no child became free in time; it names the holders
     * @throws CreationFailedException if no child can be started, and waiting would not help
     * @throws ResourceClosedException if the pool is closed, or closes meanwhile
     * @throws AcquireInterruptedException if the thread is interrupted while it waits
     */
    public byte[] request(byte[] message, Duration timeout) {
        long deadline = Answers.deadline(Durations.toNanos(timeout));
        while (true) {
            Lease<ChildProcess> lease = pool.acquire(Duration.ofNanos(Answers.until(deadline)));
            ChildProcess child = lease.get();
            try {
                if (child.isUsable()) {
                    return ask(child, message, Duration.ofNanos(Answers.until(deadline)));
                }
            } finally {
                if (child.isUsable()) {
                    lease.close();
                } else {
                    lease.invalidate();
                }
            }
        }
    }

    private byte[] ask(ChildProcess child, byte[] message, Duration timeout) {
        boolean answered = false;
        try {
            byte[] answer = child.request(message, timeout);
            answered = true;
            restarts.answered();
            return answer;
        } finally {
            if (!answered) {
                restarts.failed();
            }
        }
    }

    @Override
    public Kind kind() {
        return Kind.PROCESSES;
    }

    @Override
    public long mostPerLease() {
        return pool.mostPerLease();
    }

    @Override
    public Lease<ChildProcess> lease(long amount, Duration timeout) {
        return pool.lease(amount, timeout);
    }

    @Override
    public CloseReport close(Duration deadline) {
        CloseReport report = pool.close(deadline);
        if (warden != null && left.compareAndSet(false, true)) {
            warden.leave();
        }
        return report;
    }
}
