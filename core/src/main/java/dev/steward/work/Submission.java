package dev.steward.work;

import dev.steward.resource.Durations;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A future that knows the task it was made of, whether that failed, and whether it was interrupted for running over: then
 * its failure is a {@link TimeoutException}, because the interrupt that the task reports says nothing to the caller.
 */
final class Submission<V extends @Nullable Object> extends FutureTask<V> {
    private static final VarHandle WAITERS;

    static {
        try {
            WAITERS = MethodHandles.lookup().findVarHandle(Submission.class, "waiters", Waiter.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final Class<?> type;
    private final @Nullable Duration limit;
    private volatile boolean ranOver;
    private volatile boolean failed;
    private volatile @Nullable Waiter waiters;

    /** One thread in {@link #get()}; {@code gone} when it is not any more. */
    private static final class Waiter {
        final Thread thread = Thread.currentThread();
        final long since = System.nanoTime();
        final @Nullable Waiter next;
        volatile boolean gone;

        Waiter(@Nullable Waiter next) {
            this.next = next;
        }
    }

    Submission(Callable<V> body, Class<?> type, @Nullable Duration limit) {
        super(body);
        this.type = type;
        this.limit = limit;
    }

    /** Called before the interrupt, so that the failure which follows from it finds it set. */
    void runsOver() {
        ranOver = true;
    }

    boolean failed() {
        return failed;
    }

    String label() {
        return Task.label(type);
    }

    @Override
    protected void setException(Throwable thrown) {
        failed = true;
        super.setException(ranOver && limit != null ? timeout(thrown, limit) : thrown);
    }

    /** Whoever has to wait is entered, so that observers see who waits for whom; a result that is there costs nothing. */
    @Override
    public V get() throws InterruptedException, ExecutionException {
        if (isDone()) {
            return super.get();
        }
        Waiter me = enter();
        try {
            return super.get();
        } finally {
            leave(me);
        }
    }

    @Override
    public V get(long timeout, TimeUnit unit) throws InterruptedException, ExecutionException, TimeoutException {
        if (isDone()) {
            return super.get(timeout, unit);
        }
        Waiter me = enter();
        try {
            return super.get(timeout, unit);
        } finally {
            leave(me);
        }
    }

    private Waiter enter() {
        while (true) {
            Waiter first = waiters;
            Waiter me = new Waiter(first);
            if (WAITERS.compareAndSet(this, first, me)) {
                return me;
            }
        }
    }

    /** Takes those out that have gone, from the front: who polls for a result must not leave a trail. */
    private void leave(Waiter me) {
        me.gone = true;
        Waiter first = waiters;
        while (first != null && first.gone && WAITERS.compareAndSet(this, first, first.next)) {
            first = waiters;
        }
    }

    /** Fails it before it has run, for the sake of those who wait for it; whoever takes it from the queue finds it done. */
    void refuse(Throwable refusal) {
        super.setException(refusal);
    }

    /** Who waits for the result now, and since when. */
    Map<Thread, Long> waiters() {
        Map<Thread, Long> waiting = new LinkedHashMap<>();
        for (Waiter one = waiters; one != null; one = one.next) {
            if (!one.gone) {
                waiting.put(one.thread, one.since);
            }
        }
        return waiting;
    }

    private TimeoutException timeout(Throwable thrown, Duration allowed) {
        TimeoutException timeout = new TimeoutException(
                "task " + label() + " ran over its timeout of " + Durations.format(allowed) + " and was interrupted");
        timeout.initCause(thrown);
        return timeout;
    }
}
