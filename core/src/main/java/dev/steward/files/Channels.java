package dev.steward.files;

import dev.steward.resource.Lease;
import dev.steward.resource.LeaseBook;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/** Gives out channels, each to one holder, and keeps those that were opened only for reading for the next. Threadsafe. */
final class Channels {
    final LongAdder reused = new LongAdder();
    final LongAdder outdated = new LongAdder();
    private final FileOpener opener;
    private final LeaseBook book;
    private final IdleFiles idle;
    private final LongSupplier ticker;
    private final Runnable afterGivingBack;

    Channels(FilePoolBuilder builder, FileOpener opener, LeaseBook book, Runnable afterGivingBack) {
        this.opener = opener;
        this.book = book;
        this.idle = new IdleFiles(builder.maxIdle());
        this.ticker = builder.ticker();
        this.afterGivingBack = afterGivingBack;
    }

    Lease<FileChannel> of(Path file, Set<OpenOption> how) {
        if (!how.isEmpty() && !how.equals(Set.of(StandardOpenOption.READ))) {
            FileChannel channel = opener.open(file, true, () -> FileChannel.open(file, how));
            return book.open(channel, 1, file.toString(), (done, ending) -> opener.closeAndRelease(file, done));
        }
        Optional<OpenFile> ready = current(file);
        ready.ifPresent(one -> reused.increment());
        OpenFile reading = ready.orElseGet(() -> opener.open(file, false, () -> opener.reading(file)));
        return book.open(reading.channel(), 1, file.toString(), (done, ending) -> giveBack(reading, ending));
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
            opener.closeQuietly(one);
            candidate = idle.take(file);
        }
        return candidate;
    }

    private void giveBack(OpenFile file, LeaseBook.Ending ending) {
        if (ending != LeaseBook.Ending.CLOSED || !file.channel().isOpen()) {
            opener.closeAndRelease(file.path(), file.channel());
            return;
        }
        idle.put(file, ticker.getAsLong()).forEach(opener::closeQuietly);
        afterGivingBack.run();
    }

    int idle() {
        return idle.size();
    }

    /** Closes those of a file that is to be deleted. */
    void closeIdle(Path file) {
        for (Optional<OpenFile> one = idle.take(file); one.isPresent(); one = idle.take(file)) {
            opener.closeQuietly(one.get());
        }
    }

    void closeIdleSince(long time) {
        idle.takeIdleSince(time).forEach(opener::closeQuietly);
    }

    /** Closes those that have been idle for longest, and says how many. */
    int closeOldest(long count) {
        List<OpenFile> oldest = idle.takeOldest(count);
        oldest.forEach(opener::closeQuietly);
        return oldest.size();
    }
}
