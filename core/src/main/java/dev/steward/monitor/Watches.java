package dev.steward.monitor;

import dev.steward.memwatch.FileWatch;
import dev.steward.memwatch.ThreadFinding;
import dev.steward.memwatch.ThreadWatch;
import dev.steward.platform.Recent;
import dev.steward.resource.Managed;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The watches over what nobody leases: threads and open files. Looks every few seconds, on the thread of the {@link
 * Watcher}; logs each finding once and keeps the last. Threadsafe.
 */
final class Watches {
    private static final System.Logger LOG = System.getLogger(Watches.class.getName());
    private static final int KEPT = 100;
    private static final long FRESH_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final ThreadWatch threads;
    private final FileWatch files;
    private final long everyNanos;
    private final Recent<Finding> findings = new Recent<>(KEPT);

    /** Read by reports, of which there may be many at a time; two that both find it old both read it anew. */
    private volatile @Nullable Seen memory;

    private record Seen(ProcessMemory memory, long atNanos) {}

    // Of the watcher's thread alone.
    private boolean looked;
    private long lookedNanos;

    Watches(Supplier<List<Managed>> things, Duration every, Duration blockedAfter) {
        this.threads = new ThreadWatch(things, blockedAfter);
        this.files = new FileWatch(things);
        this.everyNanos = every.toNanos();
    }

    void lookIfDue() {
        long now = System.nanoTime();
        if (looked && now - lookedNanos < everyNanos) {
            return;
        }
        looked = true;
        lookedNanos = now;
        for (ThreadFinding finding : threads.look()) {
            String where = finding.stack().isEmpty()
                    ? ""
                    : "; now at " + finding.stack().get(0);
            add(new Finding(finding.at(), Finding.About.THREADS, finding + where));
        }
        for (String finding : files.look()) {
            add(new Finding(Instant.now(), Finding.About.FILES, finding));
        }
    }

    private void add(Finding finding) {
        findings.add(finding);
        LOG.log(System.Logger.Level.WARNING, finding.text());
    }

    List<Finding> findings() {
        return findings.all();
    }

    /** Everything, now; but the memory no older than a second: for the kernel to add that up takes tens of milliseconds. */
    ProcessPage page() {
        return new ProcessPage(memory(), files.figures(), threads.strays(), findings());
    }

    private ProcessMemory memory() {
        long now = System.nanoTime();
        Seen seen = memory;
        if (seen == null || now - seen.atNanos >= FRESH_NANOS) {
            seen = new Seen(ProcessMemory.now(), now);
            memory = seen;
        }
        return seen.memory;
    }
}
