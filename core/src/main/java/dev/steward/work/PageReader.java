package dev.steward.work;

import dev.steward.resource.AcquireInterruptedException;
import dev.steward.resource.ResourceClosedException;
import java.time.Duration;
import java.util.Collections;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** The items of pages, one after the other; the next page is on its way while those of one are used. Confined. */
final class PageReader<C, T> implements Iterator<T> {
    private final Workers workers;
    private final PageFetch<C, T> fetch;
    private Iterator<T> items = Collections.emptyIterator();
    private Optional<C> next;
    private Duration rest = Duration.ZERO;
    private @Nullable Future<Page<C, T>> ahead;

    PageReader(Workers workers, PageFetch<C, T> fetch, Optional<C> first) {
        this.workers = workers;
        this.fetch = fetch;
        this.next = first;
    }

    @Override
    public boolean hasNext() {
        while (!items.hasNext() && (ahead != null || next.isPresent())) {
            Page<C, T> page = await();
            items = page.items().iterator();
            next = page.next();
            rest = page.rest();
            fetchAhead();
        }
        return items.hasNext();
    }

    private void fetchAhead() {
        ahead = next.map(where -> workers.submit(() -> fetch.fetch(where, rest)))
                .orElse(null);
    }

    private Page<C, T> await() {
        if (ahead == null) {
            fetchAhead();
        }
        Future<Page<C, T>> coming = ahead;
        ahead = null;
        next = Optional.empty();
        if (coming == null) {
            throw new NoSuchElementException("there is no further page");
        }
        try {
            return coming.get();
        } catch (InterruptedException interrupted) {
            coming.cancel(true);
            Thread.currentThread().interrupt();
            throw new AcquireInterruptedException(
                    workers.name(), workers.name() + ": interrupted while waiting for a page", interrupted);
        } catch (CancellationException dropped) {
            throw new ResourceClosedException(
                    workers.name(),
                    workers.name()
                            + " was closed before it had fetched the next page; next: close the stream first, or read"
                            + " on with other workers",
                    dropped);
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new PageFailedException("the next place", 1, failed.getCause() == null ? failed : failed.getCause());
        }
    }

    @Override
    public T next() {
        if (!hasNext()) {
            throw new NoSuchElementException("there are no more items");
        }
        return items.next();
    }

    void close() {
        Future<Page<C, T>> coming = ahead;
        if (coming != null) {
            coming.cancel(true);
        }
        ahead = null;
        next = Optional.empty();
    }
}
