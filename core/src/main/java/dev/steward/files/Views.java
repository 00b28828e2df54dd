package dev.steward.files;

import dev.steward.platform.MappedMemory;
import dev.steward.resource.CreationFailedException;
import dev.steward.resource.Lease;
import dev.steward.resource.LeaseBook;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Gives out views, and decides when an open file is still the one that its path names. Threadsafe. */
final class Views {
    private static final System.Logger LOG = System.getLogger(FilePool.class.getName());
    private static final long LARGEST_MAPPED = Integer.MAX_VALUE;

    /** What no read returns. */
    static final int NOT_IN_MEMORY = Integer.MIN_VALUE;

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

    /**
     * Reads from memory without a lease, if the file is mapped and need not be looked at before; otherwise {@link
     * #NOT_IN_MEMORY}. What has no descriptor draws nothing from the budget, so there would be nothing to hold.
     */
    int readFromMemory(Path path, ByteBuffer into, long position, long now) throws IOException {
        if (!(shared.find(path) instanceof MappedView view) || !view.isFresh(now, revalidateNanos)) {
            return NOT_IN_MEMORY;
        }
        try {
            int count = view.read(into, position);
            view.use(now);
            reused.increment();
            return count;
        } catch (ClosedChannelException evictedMeanwhile) {
            return NOT_IN_MEMORY;
        }
    }

    Lease<FileView> of(Path file, long now) {
        SharedFile reading = join(file, now);
        int amount = reading.holdsDescriptor() ? 1 : 0;
        return book.<FileView>openTogether(reading, amount, file.toString(), (view, ending) -> leave(reading, ending));
    }

    private SharedFile join(Path file, long now) {
        while (true) {
            SharedFile found = joinCurrent(file, now);
            if (found != null) {
                reused.increment();
                return found;
            }
            SharedFile entered = enter(file, now);
            if (entered != null) {
                return entered;
            }
        }
    }

    private @Nullable SharedFile joinCurrent(Path file, long now) {
        SharedFile found = shared.join(file);
        if (found == null || found.isFresh(now, revalidateNanos)) {
            return found;
        }
        if (found.isUsable() && found.stamp.stillHolds(file)) {
            found.checked(now);
            return found;
        }
        outdated.increment();
        shared.outdate(found);
        leave(found, LeaseBook.Ending.CLOSED);
        return null;
    }

    /** Null if another has opened it while this one waited for a descriptor of its own, which could be for ever. */
    private @Nullable SharedFile enter(Path file, long now) {
        OpenFile opened = opener.readingUnless(() -> shared.find(file) != null, file);
        if (opened == null) {
            return null;
        }
        SharedFile mine = asView(opened, now);
        SharedFile entered = shared.enter(mine);
        if (entered != mine) {
            discard(mine);
        }
        opener.tellOpened();
        return entered;
    }

    /** Mapped if there is to be such a thing: then its descriptor goes back at once. */
    private SharedFile asView(OpenFile opened, long now) {
        long size = opened.stamp().size();
        if (!mapped || size == 0 || size > LARGEST_MAPPED) {
            return new ChannelView(opened, now);
        }
        try {
            return new MappedView(
                    opened, MappedMemory.map(opened.channel(), FileChannel.MapMode.READ_ONLY, 0, size), now);
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
            file.discard();
        } catch (IOException nothingToLose) {
            LOG.log(System.Logger.Level.DEBUG, name + ": closing " + file.path() + " failed", nothingToLose);
        } finally {
            if (file.holdsDescriptor()) {
                opener.release();
            }
        }
    }
}
