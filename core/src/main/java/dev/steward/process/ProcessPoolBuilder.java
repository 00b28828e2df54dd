package dev.steward.process;

import dev.steward.pool.Pool;
import dev.steward.pool.PoolBuilder;
import dev.steward.resource.Blueprint;
import dev.steward.resource.Budget;
import dev.steward.resource.Bytes;
import dev.steward.resource.Conflicts;
import dev.steward.resource.Kind;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What a {@link ProcessPool} is to be like. Everything is checked when it is built. Confined to one thread. */
public final class ProcessPoolBuilder implements Blueprint<ProcessPool> {
    private static final int USUAL_ANSWER = 16 << 20;
    private static final int USUAL_ERRORS = 8 << 10;
    private static final int MOST = 10_000;

    private final String name;
    private final List<String> command;
    private final Map<String, String> environment = new LinkedHashMap<>();
    private @Nullable Path directory;
    private Framing framing = Framing.LINES;
    private int min;
    private int max = Math.max(2, Runtime.getRuntime().availableProcessors());
    private Duration requestTimeout = Duration.ofSeconds(30);
    private Duration startTimeout = Duration.ofSeconds(30);
    private Duration idleTimeout = Duration.ofMinutes(5);
    private Duration keepalive = Duration.ofSeconds(30);
    private Duration grace = Duration.ofMillis(500);
    private int maxAnswer = USUAL_ANSWER;
    private int errorsKept = USUAL_ERRORS;
    private @Nullable Long memoryLimit;
    private ProcessOptions.@Nullable HealthCheck healthCheck;

    ProcessPoolBuilder(String name, List<String> command) {
        this.name = name;
        this.command = command;
    }

    /**
     * How many children there are: so many are kept, so many there may be.
     *
     * @param newMin 0 or more; 0 by default
     * @param newMax 1 or more; by default as many as there are processors
     * @return this
     */
    public ProcessPoolBuilder size(int newMin, int newMax) {
        min = newMin;
        max = newMax;
        return this;
    }

    /**
     * How requests and answers are told apart; {@link Framing#LINES} by default.
     *
     * @param kind which
     * @return this
     */
    public ProcessPoolBuilder framing(Framing kind) {
        framing = kind;
        return this;
    }

    /**
     * Sets a variable of the children's environment, besides those of this process.
     *
     * @param variable its name
     * @param value its value
     * @return this
     */
    public ProcessPoolBuilder environment(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    /**
     * In which directory the children run; that of this process by default.
     *
     * @param path one that exists
     * @return this
     */
    public ProcessPoolBuilder directory(Path path) {
        directory = path;
        return this;
    }

    /**
     * How long a request may take that names no timeout of its own; 30 s by default.
     *
     * @param timeout more than zero
     * @return this
     */
    public ProcessPoolBuilder requestTimeout(Duration timeout) {
        requestTimeout = timeout;
        return this;
    }

    /**
     * How long a child may take to start and to pass the health check; 30 s by default.
     *
     * @param timeout more than zero
     * @return this
     */
    public ProcessPoolBuilder startTimeout(Duration timeout) {
        startTimeout = timeout;
        return this;
    }

    /**
     * After what idle time a child beyond the minimum ends; 5 minutes by default.
     *
     * @param timeout more than zero
     * @return this
     */
    public ProcessPoolBuilder idleTimeout(Duration timeout) {
        idleTimeout = timeout;
        return this;
    }

    /**
     * A request that tells whether a child is well. It is asked when a child has started, and every so often while it is
     * idle; whoever does not answer well is killed and replaced.
     *
     * @param request what to send
     * @param healthy whether the answer is right
     * @param timeout how long it may take, more than zero
     * @return this
     */
    public ProcessPoolBuilder healthCheck(String request, Predicate<String> healthy, Duration timeout) {
        healthCheck = new ProcessOptions.HealthCheck(
                request.getBytes(StandardCharsets.UTF_8),
                answer -> healthy.test(new String(answer, StandardCharsets.UTF_8)),
                timeout);
        return this;
    }

    /**
     * How often an idle child is checked; 30 s by default.
     *
     * @param interval more than zero
     * @return this
     */
    public ProcessPoolBuilder keepalive(Duration interval) {
        keepalive = interval;
        return this;
    }

    /**
     * How long a child may take to end after the end of its input, before it is killed; half a second by default.
     *
     * @param time zero kills at once
     * @return this
     */
    public ProcessPoolBuilder grace(Duration time) {
        grace = time;
        return this;
    }

    /**
     * The longest answer; a child that writes a longer one is killed. 16 MiB by default.
     *
     * @param bytes 1 or more
     * @return this
     */
    public ProcessPoolBuilder maxAnswer(int bytes) {
        maxAnswer = bytes;
        return this;
    }

    /**
     * How much of what a child writes to its error output is kept, the last of it, for messages; 8 KiB by default. All of
     * it is read.
     *
     * @param bytes 0 or more
     * @return this
     */
    public ProcessPoolBuilder errorsKept(int bytes) {
        errorsKept = bytes;
        return this;
    }

    /**
     * The most address space that a child, and each process that it starts, may take, as {@code ulimit -v} sets it. Not for
     * programs that reserve far more than they use, as Java does.
     *
     * @param bytes at least 1 MiB; no limit by default
     * @return this
     */
    public ProcessPoolBuilder memoryLimit(long bytes) {
        memoryLimit = bytes;
        return this;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Kind kind() {
        return Kind.PROCESSES;
    }

    @Override
    public ProcessPool buildWithin(Budget budget) {
        refuseConflicts(budget);
        return ProcessPool.started(
                this,
                new ProcessOptions(
                        name,
                        command,
                        Map.copyOf(environment),
                        directory,
                        framing,
                        requestTimeout,
                        maxAnswer,
                        errorsKept,
                        memoryLimit,
                        healthCheck,
                        grace),
                budget);
    }

    PoolBuilder<ChildProcess> poolOf(String poolName, Callable<ChildProcess> create) {
        return Pool.builder(poolName, create)
                .size(min, max)
                .acquireTimeout(requestTimeout)
                .creationTimeout(startTimeout)
                .idleTimeout(idleTimeout)
                .keepalive(keepalive)
                .lifetime(Duration.ofDays(365));
    }

    private void refuseConflicts(Budget budget) {
        Conflicts conflicts = new Conflicts();
        conflicts.expectName(name);
        conflicts.expectKind(budget, Kind.PROCESSES);
        conflicts.expect(
                !command.isEmpty() && !command.get(0).isBlank(), "command: must begin with a program, got " + command);
        conflicts.expect(
                min >= 0 && max >= 1 && min <= max && max <= MOST,
                "size: must be 0 <= min <= max and 1 <= max <= " + MOST + ", got " + min + " and " + max);
        conflicts.expect(maxAnswer >= 1, "maxAnswer: must be 1 byte or more, got " + maxAnswer);
        conflicts.expect(errorsKept >= 0, "errorsKept: must be 0 bytes or more, got " + errorsKept);
        conflicts.expect(
                memoryLimit == null || memoryLimit >= Bytes.mib(1),
                "memoryLimit: must be 1 MiB or more, got " + memoryLimit + " bytes");
        conflicts.expect(
                memoryLimit == null || Launcher.hasLimits(),
                "memoryLimit: this system has no sh to set it with; leave it out");
        conflicts.expect(
                directory == null || Files.isDirectory(directory),
                "directory: must be one that exists, got " + directory);
        conflicts.expectPositive("requestTimeout", requestTimeout);
        conflicts.expectPositive("startTimeout", startTimeout);
        conflicts.expectPositive("idleTimeout", idleTimeout);
        conflicts.expectPositive("keepalive", keepalive);
        conflicts.expectNotNegative("grace", grace);
        if (healthCheck != null) {
            conflicts.expectPositive("healthCheck", healthCheck.timeout());
        }
        conflicts.refuseIfAny("process pool " + name);
    }
}
