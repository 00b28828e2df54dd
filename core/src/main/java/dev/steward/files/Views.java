package dev.steward.files;

import dev.steward.platform.MappedMemory;
import dev.steward.resource.CreationFailedException;
import dev.steward.resource.Lease;
import dev.steward.resource.LeaseBook;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Gives out views, and decides when an open file is still the one that its path names. Threadsafe. */
final class Views {
    private static final System.Logger LOG = System.getLogger(FilePool.class.getName());
    private static final long LARGEST_MAPPED = Integer.MAX_VALUE;

    final LongAdder reused = new LongAdder();
    final LongAdder outdated = new LongAdder();
    private final String name;
    private final FileOpener opener;
    private final LeaseBook book;
    private final SharedFiles shared;
    private final LongSupplier ticker;
    private final boolean mapped;
    private final long revalidateNanos;
    private final Runnable afterGivingBack;

    Views(FilePoolBuilder builder, FileOpener opener, LeaseBook book, SharedFiles shared, Runnable afterGivingBack) {
        this.name = builder.name();
        this.opener = opener;
        this.book = book;
        this.shared = shared;
        this.ticker = builder.ticker();
        this.mapped = builder.mappedViews() > 0;
        this.revalidateNanos = builder.revalidateNanos();
        this.afterGivingBack = afterGivingBack;
    }

    Lease<FileView> of(Path file, long now) {
        SharedFile found = joinCurrent(file, now);
        if (found == null) {
            found = enter(file, now);
        } else {
            reused.increment();
        }
        SharedFile reading = found;
        int amount = reading.view.holdsDescriptor() ? 1 : 0;
        return book.<FileView>openTogether(
                reading.view, amount, file.toString(), (view, ending) -> leave(reading, ending));
    }

    private @Nullable SharedFile joinCurrent(Path file, long now) {
        SharedFile found = shared.join(file);
        if (found == null || (revalidateNanos > 0 && now - found.checkedNanos < revalidateNanos)) {
            return found;
        }
        if (found.view.isUsable() && found.stamp.stillHolds(file)) {
            if (revalidateNanos > 0) {
                shared.checked(found, now);
            }
            return found;
        }
        outdated.increment();
        shared.outdate(found);
        leave(found, LeaseBook.Ending.CLOSED);
        return null;
    }

    private SharedFile enter(Path file, long now) {
        OpenFile opened = opener.open(file, false, () -> opener.reading(file));
        SharedView view = asView(opened);
        SharedFile mine = new SharedFile(view, opened.stamp(), now);
        SharedFile entered = shared.enter(file, mine);
        if (entered != mine) {
            discard(mine);
        }
        return entered;
    }

    /** Mapped if there is to be such a thing: then its descriptor goes back at once. */
    private SharedView asView(OpenFile opened) {
        long size = opened.stamp().size();
        if (!mapped || size == 0 || size > LARGEST_MAPPED) {
            return new ChannelView(opened.path(), opened.channel());
        }
        try {
            return MappedView.of(
                    opened.path(), MappedMemory.map(opened.channel(), FileChannel.MapMode.READ_ONLY, 0, size));
        } catch (IOException failure) {
            throw new CreationFailedException(
                    name, name + ": " + opened.path() + " cannot be mapped: " + failure.getMessage(), failure);
        } finally {
            opener.closeQuietly(opened);
        }
    }

    private void leave(SharedFile file, LeaseBook.Ending ending) {
        if (ending != LeaseBook.Ending.CLOSED) {
            shared.outdate(file);
        }
        shared.leave(file, ticker.getAsLong()).forEach(this::discard);
        afterGivingBack.run();
    }

    void discard(SharedFile file) {
        try {
            file.view.discard();
        } catch (IOException nothingToLose) {
            LOG.log(System.Logger.Level.DEBUG, name + ": closing " + file.view.path() + " failed", nothingToLose);
        } finally {
            if (file.view.holdsDescriptor()) {
                opener.release();
            }
        }
    }
}
