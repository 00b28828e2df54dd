package dev.steward.bench.scoreboard.contestant;

import java.time.Duration;
import java.util.Objects;
import javax.sql.DataSource;

/** A pool that was opened, and the way to close it. As threadsafe as the pool. */
public final class OpenPool {
    /** Closes a pool; the deadline is for those that take one. */
    @FunctionalInterface
    public interface Closer {
        void close(Duration deadline) throws Exception;
    }

    private final DataSource source;
    private final Closer closer;

    OpenPool(DataSource source, Closer closer) {
        this.source = Objects.requireNonNull(source);
        this.closer = closer;
    }

    public DataSource source() {
        return source;
    }

    public void close(Duration deadline) throws Exception {
        closer.close(deadline);
    }
}
