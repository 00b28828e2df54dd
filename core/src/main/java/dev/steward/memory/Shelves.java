package dev.steward.memory;

import dev.steward.resource.Budget;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** All shelves of one pool, and what concerns them together: finding a rack, and freeing chunks. Threadsafe. */
final class Shelves {
    private static final int MOST_STRIPES = 64;
    private static final int STRIPES_PER_PROCESSOR = 4;

    private final SizeClasses sizes;
    private final Shelf[] shelves;
    private final int stripeMask;
    private final int stripeBits;
    private final Budget budget;
    private final LongAdder freed = new LongAdder();

    /** One at a time frees, so that two who look at the same chunk do not keep each other from it. */
    private final ReentrantLock freeing = new ReentrantLock();

    /** Chunks whose memory an operation was using when it should have gone: tried again. Still charged. */
    private final ConcurrentLinkedQueue<Chunk> stuck = new ConcurrentLinkedQueue<>();

    Shelves(SizeClasses sizes, Budget budget) {
        this.sizes = sizes;
        this.budget = budget;
        int wanted = Runtime.getRuntime().availableProcessors() * STRIPES_PER_PROCESSOR;
        int stripes = Math.min(MOST_STRIPES, Integer.highestOneBit(Math.max(1, 2 * wanted - 1)));
        this.stripeMask = stripes - 1;
        this.stripeBits = Integer.numberOfTrailingZeros(stripes);
        this.shelves = new Shelf[sizes.count()];
        for (int i = 0; i < shelves.length; i++) {
            shelves[i] = new Shelf(i, sizes.size(i), sizes.capacity(i), stripes);
        }
    }

    SizeClasses sizes() {
        return sizes;
    }

    int stripeMask() {
        return stripeMask;
    }

    int stripeBits() {
        return stripeBits;
    }

    Shelf shelf(int index) {
        return shelves[index];
    }

    Shelf[] all() {
        return shelves;
    }

    void forEachRack(Consumer<Rack> action) {
        for (Shelf shelf : shelves) {
            for (int i = 0; i < shelf.stripes(); i++) {
                @Nullable Rack rack = shelf.rackOf(i);
                if (rack != null) {
                    action.accept(rack);
                }
            }
        }
    }

    /** Frees unused chunks, the largest buffers first, until so many bytes are free again or nothing is left to free. */
    long freeUnused(long wanted) {
        return free(wanted, chunk -> true);
    }

    /** Frees the chunks that observers have found unused for so long. */
    void freeUnusedFor(long now, long idleNanos) {
        free(Long.MAX_VALUE, chunk -> chunk.unusedNanos(now) >= idleNanos);
    }

    private long free(long wanted, Predicate<Chunk> choice) {
        long sum = 0;
        freeing.lock();
        try {
            retryStuck();
            for (int i = shelves.length - 1; i >= 0 && sum < wanted; i--) {
                for (int stripe = 0; stripe <= stripeMask && sum < wanted; stripe++) {
                    @Nullable Rack rack = shelves[i].rackOf(stripe);
                    if (rack != null) {
                        sum += free(rack, wanted - sum, choice);
                    }
                }
            }
        } finally {
            freeing.unlock();
        }
        return sum;
    }

    private long free(Rack rack, long wanted, Predicate<Chunk> choice) {
        long sum = 0;
        for (Chunk chunk : rack.chunks()) {
            if (sum < wanted && choice.test(chunk) && chunk.retire()) {
                rack.shelf.remove(chunk);
                freed.increment();
                sum += free(chunk) ? chunk.bytes() : 0;
            }
        }
        return sum;
    }

    /** Frees the chunk of a slot that will not be leased again, if none of the others is. */
    void freeIfUnused(Chunk chunk) {
        freeing.lock();
        try {
            if (chunk.retire()) {
                chunk.rack.shelf.remove(chunk);
                freed.increment();
                free(chunk);
            }
        } finally {
            freeing.unlock();
        }
    }

    /** The budget gets its bytes back after they are free, and not before. */
    boolean free(Chunk chunk) {
        try {
            chunk.free();
        } catch (IllegalStateException inUse) {
            stuck.add(chunk);
            return false;
        }
        budget.release(chunk.bytes());
        return true;
    }

    private void retryStuck() {
        for (int i = stuck.size(); i > 0; i--) {
            @Nullable Chunk chunk = stuck.poll();
            if (chunk != null) {
                free(chunk);
            }
        }
    }

    /** Leaves what is stuck to the operations that use it, and says what that was. */
    List<Throwable> giveUpStuck() {
        List<Throwable> failures = new ArrayList<>();
        for (@Nullable Chunk chunk = stuck.poll(); chunk != null; chunk = stuck.poll()) {
            try {
                chunk.free();
            } catch (IllegalStateException inUse) {
                failures.add(inUse);
            } finally {
                budget.release(chunk.bytes());
            }
        }
        return failures;
    }

    long stuckBytes() {
        return stuck.stream().mapToLong(Chunk::bytes).sum();
    }

    long freed() {
        return freed.sum();
    }
}
