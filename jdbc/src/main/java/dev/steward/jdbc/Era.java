package dev.steward.jdbc;

import dev.steward.pool.Pool;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Which connections were there when all of them were said to be lost. A restart is told by every connection that was
 * leased during it, one after the other; only the first to tell ends the era, so that what was opened since is not
 * thrown away once for each of the others. Threadsafe.
 */
final class Era {
    private static final System.Logger LOG = System.getLogger(JdbcPool.class.getName());

    private final AtomicInteger now = new AtomicInteger();
    private volatile @Nullable Pool<PhysicalConnection> pool;

    /** Before the first connection can be leased. */
    void isOf(Pool<PhysicalConnection> whose) {
        pool = whose;
    }

    int now() {
        return now.get();
    }

    /** All connections opened until now are lost, says one that was opened in the given era. */
    void end(int since, SQLException reason) {
        Pool<PhysicalConnection> whose = pool;
        if (whose != null && now.compareAndSet(since, since + 1)) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "pool " + whose.name() + ": every connection is replaced, because one says that none can be used"
                            + " any more: " + reason.getMessage() + " [SQLSTATE " + reason.getSQLState() + ", code "
                            + reason.getErrorCode() + "]");
            whose.evictAll();
        }
    }
}
