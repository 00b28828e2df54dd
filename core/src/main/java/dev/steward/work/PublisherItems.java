package dev.steward.work;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * The items of a publisher, one after the other. It asks for no more than it has room for, half of that at a time.
 * Subscribed to by any thread, read by one.
 */
final class PublisherItems<T> implements Flow.Subscriber<T>, Iterator<T> {
    private static final Object END = new Object();

    private final int room;
    private final BlockingQueue<Object> items;
    private volatile Flow.@Nullable Subscription subscription;
    private volatile @Nullable Throwable failure;
    private volatile boolean cancelled;
    private @Nullable Object next;
    private int taken;

    PublisherItems(int room) {
        this.room = room;
        // One more for the end.
        this.items = new ArrayBlockingQueue<>(room + 1);
    }

    @Override
    public void onSubscribe(Flow.Subscription begun) {
        if (subscription != null || cancelled) {
            begun.cancel();
            return;
        }
        subscription = begun;
        begun.request(room);
    }

    @Override
    public void onNext(T item) {
        if (!items.offer(item)) {
            onError(new IllegalStateException("the publisher gave more than the " + room + " items it was asked for"));
        }
    }

    @Override
    public void onError(Throwable thrown) {
        failure = thrown;
        onComplete();
    }

    @Override
    public void onComplete() {
        if (!items.offer(END)) {
            // It gave too much; the items that are here end with the failure.
            items.clear();
            items.add(END);
        }
    }

    @Override
    public boolean hasNext() {
        if (next == null) {
            try {
                next = items.take();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new CompletionException(interrupted);
            }
        }
        if (next == END && failure != null) {
            throw new CompletionException(failure);
        }
        return next != END;
    }

    @Override
    @SuppressWarnings("unchecked") // All but the end came through onNext.
    public T next() {
        if (!hasNext()) {
            throw new NoSuchElementException("the publisher has completed");
        }
        T item = (T) next;
        next = null;
        if (++taken >= Math.max(1, room / 2)) {
            Flow.Subscription asked = subscription;
            if (asked != null) {
                asked.request(taken);
            }
            taken = 0;
        }
        if (item == null) {
            throw new NoSuchElementException("the publisher has completed");
        }
        return item;
    }

    void cancel() {
        cancelled = true;
        Flow.Subscription asked = subscription;
        if (asked != null) {
            asked.cancel();
        }
    }
}
