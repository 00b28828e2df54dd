package dev.steward.junit;

import dev.steward.resource.Census;
import dev.steward.resource.Tracing;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Fails a test that leaves a lease behind, whoever holds it: the test's own thread, another one, or nobody any more. The
 * failure names the owner, the holder, and the line that acquired it.
 *
 * <pre>{@code
 * @ExtendWith(NoLeaks.class)
 * class OrdersTest { ... }
 * }</pre>
 *
 * <p>Leases that were out before the test began are not its own. What comes back within a moment, such as that of a task
 * that is just ending, is no leak: how long that is, the configuration parameter {@code steward.junit.patience-millis}
 * says, 1000 by default. All leases of the process are traced from the first test with this extension on, which costs some
 * microseconds each.
 *
 * <p>Tests that run at the same time in one process see each other's leases: run them one after the other.
 */
public final class NoLeaks implements BeforeEachCallback, AfterEachCallback {
    static final String PATIENCE_MILLIS = "steward.junit.patience-millis";

    private static final ExtensionContext.Namespace NAMESPACE = ExtensionContext.Namespace.create(NoLeaks.class);
    private static final long BETWEEN_LOOKS_NANOS = Duration.ofMillis(5).toNanos();

    /** For JUnit. */
    public NoLeaks() {}

    @Override
    public void beforeEach(ExtensionContext context) {
        Census.traceAtLeast(Tracing.ALL);
        context.getStore(NAMESPACE).put(Leases.class, Leases.ofThisProcess());
    }

    @Override
    public void afterEach(ExtensionContext context) {
        Leases before = context.getStore(NAMESPACE).remove(Leases.class, Leases.class);
        if (before == null) {
            return;
        }
        long deadline = System.nanoTime() + patience(context).toNanos();
        List<String> leaked = Leases.ofThisProcess().leakedSince(before);
        while (!leaked.isEmpty() && System.nanoTime() < deadline) {
            LockSupport.parkNanos(BETWEEN_LOOKS_NANOS);
            leaked = Leases.ofThisProcess().leakedSince(before);
        }
        if (!leaked.isEmpty()) {
            throw new AssertionError("the test leaks " + leaked.size() + (leaked.size() == 1 ? " lease:" : " leases:")
                    + System.lineSeparator() + "  " + String.join(System.lineSeparator() + "  ", leaked));
        }
    }

    private static Duration patience(ExtensionContext context) {
        String given = context.getConfigurationParameter(PATIENCE_MILLIS).orElse("1000");
        try {
            return Duration.ofMillis(Long.parseLong(given));
        } catch (NumberFormatException noNumber) {
            throw new IllegalArgumentException(
                    PATIENCE_MILLIS + " must be a number of milliseconds, got \"" + given + "\"", noNumber);
        }
    }
}
