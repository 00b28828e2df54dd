package dev.steward.process;

import dev.steward.resource.AcquireInterruptedException;
import dev.steward.resource.Durations;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A running child process, as a lease of {@link ProcessPool#acquire()} holds it: for several requests that belong together.
 * One request at a time. When a request fails, the child is killed, and the end of the lease makes room for a new one.
 */
public final class ChildProcess {
    /** A request of this length fits into an empty pipe, so writing it cannot block: POSIX's least, and far below Linux's. */
    private static final int FITS_THE_PIPE = 4096;

    private final ProcessOptions options;
    private final Launcher launcher;
    private final Process process;
    private final Answers answers;
    private final ErrorTail errors;
    private final Thread reader;
    private final Thread drain;
    private final AtomicBoolean killed = new AtomicBoolean();
    private final AtomicBoolean asking = new AtomicBoolean();
    private volatile boolean broken;

    private ChildProcess(ProcessOptions options, Launcher launcher, Process process) {
        this.options = options;
        this.launcher = launcher;
        this.process = process;
        this.answers = new Answers(process.getInputStream(), options.framing(), options.maxAnswer());
        this.errors = new ErrorTail(process.getErrorStream(), options.errorsKept());
        this.reader = daemon(answers, "-answers-");
        this.drain = daemon(errors, "-errors-");
    }

    static ChildProcess start(ProcessOptions options, Launcher launcher) throws IOException {
        ChildProcess child = new ChildProcess(options, launcher, launcher.start());
        child.reader.start();
        child.drain.start();
        return child;
    }

    private Thread daemon(Runnable task, String what) {
        Thread thread = new Thread(task, options.name() + what + process.pid());
        thread.setDaemon(true);
        return thread;
    }

    /**
     * Its number.
     *
     * @return the process id
     */
    public long pid() {
        return process.pid();
    }

    /**
     * Sends a request and waits for the answer.
     *
     * @param message what to send
     * @param timeout how long to wait for the answer
     * @return the answer
     * @throws IllegalArgumentException if the framing cannot carry the request; nothing was sent then
     * @throws IllegalStateException if another thread is waiting for an answer of this child
     * @throws ProcessFailedException if it does not answer in time, or at all; it is killed then
     * @throws AcquireInterruptedException if the thread is interrupted while it waits; the child is killed then
     */
    public byte[] request(byte[] message, Duration timeout) {
        options.framing().refuseUnfit(message);
        if (!asking.compareAndSet(false, true)) {
            throw new IllegalStateException(options.name() + ": child " + pid()
                    + " is asked by two threads at once; next: let each acquire a child of its own");
        }
        boolean answered = false;
        try {
            byte[] answer = exchange(message, timeout);
            answered = true;
            return answer;
        } finally {
            asking.set(false);
            if (!answered) {
                broken = true;
                kill();
            }
        }
    }

    /**
     * Sends a line of text in UTF-8 and waits for the answer, for as long as the pool's request timeout says.
     *
     * @param message what to send
     * @return the answer
     * @throws ProcessFailedException if it does not answer in time, or at all; it is killed then
     */
    public String request(String message) {
        return new String(
                request(message.getBytes(StandardCharsets.UTF_8), options.requestTimeout()), StandardCharsets.UTF_8);
    }

    private byte[] exchange(byte[] message, Duration timeout) {
        long deadline = Answers.deadline(Durations.toNanos(timeout));
        if (answers.isWaiting()) {
            throw failed(ProcessFailedException.Reason.PROTOCOL, "wrote when nothing was asked", null);
        }
        try {
            send(message, deadline, timeout);
            byte[] answer = answers.take(Answers.until(deadline));
            if (answer != null) {
                return answer;
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AcquireInterruptedException(
                    options.name(),
                    options.name() + ": interrupted while waiting for an answer of child " + pid() + "; it is killed",
                    interrupted);
        }
        IOException failure = answers.failure();
        if (failure != null && !killed.get()) {
            throw failed(
                    ProcessFailedException.Reason.PROTOCOL,
                    "wrote what is no answer: " + failure.getMessage(),
                    failure);
        }
        throw answers.hasEnded() ? died(null) : timedOut(timeout);
    }

    private void send(byte[] message, long deadline, Duration timeout) throws InterruptedException {
        if (message.length < FITS_THE_PIPE) {
            try {
                options.framing().write(message, process.getOutputStream());
            } catch (IOException gone) {
                throw died(gone);
            }
            return;
        }
        // A child that does not read would hold up its holder: a thread of its own can be left behind and is freed by
        // the kill.
        IOException[] failure = new IOException[1];
        CountDownLatch written = new CountDownLatch(1);
        Thread writer = daemon(
                () -> {
                    try {
                        options.framing().write(message, process.getOutputStream());
                    } catch (IOException gone) {
                        failure[0] = gone;
                    } finally {
                        written.countDown();
                    }
                },
                "-requests-");
        writer.start();
        if (!written.await(Answers.until(deadline), TimeUnit.NANOSECONDS)) {
            throw timedOut(timeout);
        }
        if (failure[0] != null) {
            throw died(failure[0]);
        }
    }

    private ProcessFailedException timedOut(Duration timeout) {
        return failed(
                ProcessFailedException.Reason.TIMED_OUT, "gave no answer within " + Durations.format(timeout), null);
    }

    private ProcessFailedException died(@Nullable IOException cause) {
        String how = "closed its output";
        try {
            if (process.waitFor(200, TimeUnit.MILLISECONDS)) {
                how = "ended with code " + process.exitValue();
                joinBriefly(drain); // Before the kill, which closes what has not been read.
            }
        } catch (InterruptedException enough) {
            Thread.currentThread().interrupt();
        }
        return failed(ProcessFailedException.Reason.DIED, how + " before it answered", cause);
    }

    private ProcessFailedException failed(
            ProcessFailedException.Reason reason, String what, @Nullable Throwable cause) {
        broken = true;
        kill();
        joinBriefly(drain);
        String said = errors.text();
        return new ProcessFailedException(
                options.name(),
                reason,
                options.name() + ": child " + pid() + " (" + options.command().get(0) + ") " + what
                        + "; it is killed with all that it started"
                        + (said.isEmpty() ? "; it wrote no error" : "; it wrote last: " + said),
                cause);
    }

    private static void joinBriefly(Thread thread) {
        try {
            thread.join(200);
        } catch (InterruptedException enough) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether it can take another request. */
    boolean isUsable() {
        return !broken && process.isAlive() && !answers.hasEnded() && !answers.isWaiting();
    }

    boolean isHealthy() {
        ProcessOptions.HealthCheck check = options.healthCheck();
        return isUsable() && (check == null || check.healthy().test(request(check.request(), check.timeout())));
    }

    private void kill() {
        if (killed.compareAndSet(false, true)) {
            launcher.kill(process);
        }
    }

    /** The end: it is told by the end of its input, and killed when it takes no notice. It is gone when this returns. */
    void end() throws IOException, InterruptedException {
        try {
            if (!broken) {
                process.getOutputStream().close();
                if (!process.waitFor(Durations.toNanos(options.grace()), TimeUnit.NANOSECONDS)) {
                    broken = true;
                }
            }
        } finally {
            kill();
            process.waitFor();
            answers.end(null);
            reader.join(1_000);
            drain.join(1_000);
            closeQuietly();
        }
    }

    private void closeQuietly() {
        try {
            process.getOutputStream().close();
        } catch (IOException nobodyReads) {
            // What was not sent can no longer be.
        }
    }
}
