package dev.steward.testing;

import static org.assertj.core.api.Assertions.fail;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Fails a test that leaves a lease, a budget unit, an open pool, a thread or a file handle behind. What is on its way
 * out gets a moment to go. What a class opens for all of its tests, before the first of them, does not count.
 */
public final class NothingLeftBehind implements BeforeEachCallback, AfterEachCallback {
    private static final ExtensionContext.Namespace NAMESPACE =
            ExtensionContext.Namespace.create(NothingLeftBehind.class);
    /** How long what is on its way out may take; 5 s unless the test plan says otherwise. */
    static final String PATIENCE_MILLIS = "dev.steward.testing.patience-millis";

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(5);

    @Override
    public void beforeEach(ExtensionContext context) {
        context.getStore(NAMESPACE).put(Belongings.class, Belongings.ofThisProcess());
    }

    @Override
    public void afterEach(ExtensionContext context) {
        Belongings before = context.getStore(NAMESPACE).remove(Belongings.class, Belongings.class);
        if (before == null) {
            return;
        }
        long patienceMillis = context.getConfigurationParameter(PATIENCE_MILLIS)
                .map(Long::parseLong)
                .orElse(5_000L);
        long deadline = System.nanoTime() + Duration.ofMillis(patienceMillis).toNanos();
        List<String> left = Belongings.ofThisProcess().leftSince(before);
        while (!left.isEmpty() && System.nanoTime() < deadline) {
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
            left = Belongings.ofThisProcess().leftSince(before);
        }
        if (!left.isEmpty()) {
            fail("the test left behind:%n  %s", String.join(System.lineSeparator() + "  ", left));
        }
    }
}
