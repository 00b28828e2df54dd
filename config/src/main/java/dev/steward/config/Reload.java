package dev.steward.config;

import dev.steward.Steward;
import dev.steward.jdbc.JdbcPool;
import dev.steward.pool.Pool;
import dev.steward.resource.Managed;
import dev.steward.resource.Resizable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * Follows the file while the program runs: limits, and sizes of pools and their bounds, change when it does. The rest needs a new start
 * and is left as it is. A file that is wrong changes nothing; what is wrong is logged. Close it to stop following.
 */
public final class Reload implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Reload.class.getName());

    private final Steward steward;
    private final Path file;
    private final Duration interval;
    private final Thread thread = new Thread(this::follow, "steward-reload");
    private Settings current;
    private Optional<FileTime> seen;
    private volatile boolean stopped;

    private Reload(Steward steward, Path file, Duration interval) {
        this.steward = steward;
        this.file = file;
        this.interval = interval;
        this.current = Settings.load(file);
        this.seen = modified();
        thread.setDaemon(true);
    }

    /**
     * Begins to follow a file, which is looked at every two seconds.
     *
     * @param steward whose limits and pools change
     * @param file the file, as it was given to {@link Settings#load(Path)}
     * @return what follows it, to be closed before the Steward is
     * @throws SettingsException if the file is wrong as it is
     */
    public static Reload follow(Steward steward, Path file) {
        return follow(steward, file, Duration.ofSeconds(2));
    }

    static Reload follow(Steward steward, Path file, Duration interval) {
        Reload reload = new Reload(steward, file, interval);
        reload.thread.start();
        return reload;
    }

    private void follow() {
        while (!stopped) {
            Optional<FileTime> now = modified();
            if (now.isPresent() && !now.equals(seen)) {
                seen = now;
                reload();
            }
            LockSupport.parkNanos(this, interval.toNanos());
        }
    }

    private Optional<FileTime> modified() {
        try {
            return Optional.of(Files.getLastModifiedTime(file));
        } catch (IOException gone) {
            // Editors replace a file by taking it away first; it is looked for again.
            return Optional.empty();
        }
    }

    private void reload() {
        Settings next;
        try {
            next = Settings.load(file);
        } catch (RuntimeException wrong) {
            LOG.log(System.Logger.Level.WARNING, file + " has changed and cannot be used; all stays as it is", wrong);
            return;
        }
        next.limits().forEach((kind, limit) -> {
            if (steward.budget(kind).limit() != limit) {
                LOG.log(
                        System.Logger.Level.INFO,
                        file + ": the limit of " + kind + " is " + limit + " " + kind.unit() + " now, was "
                                + steward.budget(kind).limit());
                steward.budget(kind).setLimit(limit);
            }
        });
        for (Managed managed : steward.managed()) {
            next.pool(managed.name()).size((min, max) -> resize(managed, min, max));
            if (managed instanceof Resizable thing) {
                autoSize(thing, next);
            }
        }
        current = next;
    }

    /** Begins, changes or ends it, where the file says something else about it than before. */
    private void autoSize(Resizable thing, Settings next) {
        Optional<PoolSettings.Bounds> now = next.pool(thing.name()).autoSizeBounds();
        if (now.equals(current.pool(thing.name()).autoSizeBounds()) || thing.isClosed()) {
            return;
        }
        if (!next.pool(thing.name()).autoSize(steward.governor(), thing)) {
            steward.governor().fixSize(thing);
        }
        LOG.log(
                System.Logger.Level.INFO,
                file + ": the size of " + thing.name()
                        + now.map(within -> " follows its load now, from " + within.min() + " to " + within.max())
                                .orElse(" stays as it is from now on"));
    }

    private void resize(Managed managed, int min, int max) {
        boolean[] changes = {true};
        current.pool(managed.name()).size((oldMin, oldMax) -> changes[0] = min != oldMin || max != oldMax);
        if (!changes[0] || managed.isClosed()) {
            return;
        }
        if (managed instanceof Pool<?> pool) {
            pool.resize(min, max);
        } else if (managed instanceof JdbcPool pool) {
            pool.resize(min, max);
        } else {
            return;
        }
        LOG.log(
                System.Logger.Level.INFO,
                file + ": the size of " + managed.name() + " is " + min + " to " + max + " now");
    }

    /** Stops following. */
    @Override
    public void close() {
        stopped = true;
        LockSupport.unpark(thread);
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
