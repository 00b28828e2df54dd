package dev.steward.pool;

import dev.steward.resource.Lease;
import dev.steward.resource.ResourceException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Iterator;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Those who wait for a slot, first come first served, and the two ways in which a released slot reaches them.
 *
 * <p><b>Barging</b>, the usual way: the slot is made idle and the head waiter is signalled to look for itself, with one
 * wake-up in flight at a time. A running thread may take the slot first, which keeps throughput where holds are short.
 * <b>Hand-over</b>, once the head has waited longer than the starvation limit: releasers give the slot to the head
 * directly and nobody scans past the line, which bounds the wait.
 *
 * <h2>No wake-up is lost for good</h2>
 * A release has no StoreLoad fence while it barges: it stores IDLE and then reads whether anybody waits and whether a
 * wake-up is under way, and the reads may be served before the store is visible. A waiter that enqueues in that window scans, does not see the slot, and parks,
 * while the releaser does not see the waiter. No argument about the size of store buffers is made. Instead, as long as
 * anybody waits, the {@link Upkeep} thread runs {@link #serve} at short intervals: it looks at every slot, and hands an
 * idle one to the head. A store becomes visible in finite time, so a missed wake-up costs one interval more than that.
 * Upkeep itself cannot miss a waiter: a waiter raises the count by an atomic read-modify-write and then reads
 * {@code watching}; upkeep clears {@code watching} by a volatile write and then reads the count; one sees the other.
 *
 * @param <T> what the pool holds
 */
final class WaitLine<T> {
    private static final VarHandle WAKE_UPS;
    private static final VarHandle CLEANING;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            WAKE_UPS = lookup.findVarHandle(WaitLine.class, "wakeUps", int.class);
            CLEANING = lookup.findVarHandle(WaitLine.class, "cleaning", boolean.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** The whole queue is swept when more than this many of those in it have left. */
    private static final int LEAVERS_ALLOWED = 256;

    private final Pool<T> pool;
    private final long starvationNanos;
    private final ConcurrentLinkedQueue<Waiter<T>> queue = new ConcurrentLinkedQueue<>();
    /** The asynchronous requests, by their deadlines. */
    private final ConcurrentSkipListSet<AsyncWaiter<T>> deadlines = new ConcurrentSkipListSet<>();

    private final AtomicLong requests = new AtomicLong();
    private final Histogram waitTimes = new Histogram();

    /** Whether releasers hand over; written by upkeep alone. */
    private volatile boolean starving;

    /** How many signals are under way: 0 or 1. */
    private volatile int wakeUps;

    private final AtomicInteger leaversInQueue = new AtomicInteger();

    /** Those in the line whom nothing has been handed to yet; less than the waiters counted while one is waking up. */
    private final AtomicInteger unserved = new AtomicInteger();

    /** Those among them who hold something already. */
    private final AtomicInteger unservedSeconds = new AtomicInteger();

    private volatile boolean cleaning;

    /** How many got what they waited for, and when the last of them did. */
    private final AtomicLong served = new AtomicLong();

    private volatile long lastServedNanos = System.nanoTime();

    WaitLine(Pool<T> pool, long starvationNanos) {
        this.pool = pool;
        this.starvationNanos = starvationNanos;
    }

    /** The mark of upkeep outlives the last waiter; with nobody in the line nobody starves. */
    boolean isStarving() {
        return starving && pool.hasWaiters();
    }

    Histogram waitTimes() {
        return waitTimes;
    }

    Iterable<Waiter<T>> inOrder() {
        return queue;
    }

    /** Waits until it has a slot, which the caller then owns; fails at the deadline, on interrupt, or when told to. */
    Slot<T> await(Thread thread, long startNanos, long timeoutNanos) {
        Waiter<T> waiter = new Waiter<>(thread, startNanos, pool.isSecond(thread));
        // It is counted first, which may be refused. A releaser that sees the count and nobody in the line yet has made
        // its slot idle before that, and what the scan below does not see of it, upkeep will.
        pool.admitWaiter();
        try {
            unserved.incrementAndGet();
            unservedSeconds.addAndGet(waiter.second ? 1 : 0);
            queue.add(waiter);
            pool.waiterArrived();
            while (true) {
                Slot<T> handed = waiter.handedSlot();
                if (handed != null) {
                    return handed;
                }
                Supplier<ResourceException> refusal = waiter.refusal();
                if (refusal != null) {
                    throw refusal.get();
                }
                if (waiter.takeSignal()) {
                    wakeUps = 0;
                }
                Slot<T> found = starving ? null : pool.scan(thread);
                if (found != null) {
                    if (leave(waiter)) {
                        servedOne();
                        return found;
                    }
                    pool.returns().giveBack(found);
                    continue;
                }
                long left = timeoutNanos - (System.nanoTime() - startNanos);
                if (left <= 0) {
                    ResourceException exhausted = pool.refusals().exhausted(startNanos);
                    if (leave(waiter)) {
                        pool.countTimeout();
                        throw exhausted;
                    }
                } else if (thread.isInterrupted()) {
                    if (leave(waiter)) {
                        throw pool.refusals().interrupted(startNanos);
                    }
                } else {
                    LockSupport.parkNanos(this, left);
                }
            }
        } catch (Throwable failure) {
            leaveNothing(waiter);
            throw failure;
        } finally {
            departed(startNanos);
        }
    }

    /** Whatever ended the wait, a slot that was handed over meanwhile goes on to the next. */
    private void leaveNothing(Waiter<T> waiter) {
        Slot<T> handed = leave(waiter) ? null : waiter.handedSlot();
        if (handed != null) {
            pool.returns().giveBack(handed);
        }
    }

    /** Puts an asynchronous request into the line; it leaves when it has its item, or its future is cancelled. */
    CompletableFuture<Lease<T>> enter(String holder, long startNanos, long timeoutNanos) {
        AsyncWaiter<T> waiter =
                new AsyncWaiter<>(pool, holder, requests.incrementAndGet(), startNanos, startNanos + timeoutNanos);
        CompletableFuture<Lease<T>> future = waiter.future();
        pool.admitWaiter();
        deadlines.add(waiter);
        unserved.incrementAndGet();
        queue.add(waiter);
        pool.waiterArrived();
        CompletableFuture<?> unused = future.whenComplete((lease, failure) -> {
            leave(waiter);
            deadlines.remove(waiter);
            departed(startNanos);
        });
        signal();
        return future;
    }

    /** Goes, unless something was handed over at the same moment. */
    private boolean leave(Waiter<T> waiter) {
        return conclude(waiter, Waiter.Mark.LEFT);
    }

    int unserved() {
        return unserved.get();
    }

    int unservedSeconds() {
        return unservedSeconds.get();
    }

    long lastServedNanos() {
        return lastServedNanos;
    }

    /** How long the first has waited; zero when nobody waits. */
    long headWaitNanos(long nowNanos) {
        Waiter<T> head = head();
        return head == null ? 0 : Math.max(0, nowNanos - head.sinceNanos);
    }

    long served() {
        return served.get();
    }

    private void servedOne() {
        served.incrementAndGet();
        lastServedNanos = System.nanoTime();
    }

    private void departed(long startNanos) {
        pool.waiterDeparted();
        waitTimes.record(System.nanoTime() - startNanos);
        dropLeavers();
        if (pool.hasWaiters() && !starving && pool.seesIdle()) {
            signal();
        }
    }

    /** Wakes the head to look for a slot, unless a wake-up is under way already. */
    void signal() {
        if (wakeUps != 0 || !WAKE_UPS.compareAndSet(this, 0, 1)) {
            return;
        }
        Waiter<T> head = head();
        while (head != null && head.looksForItself()) {
            if (head.signal()) {
                head.wake();
                return;
            }
            head = head();
        }
        wakeUps = 0;
        handOutIdle();
    }

    /** Gives an owned slot to the head; false when nobody is to be served, and the caller keeps the slot. */
    boolean handOver(Slot<T> slot) {
        if (pool.isSuspended()) {
            return false;
        }
        for (Waiter<T> head = head(); head != null; head = head()) {
            if (conclude(head, slot)) {
                servedOne();
                head.wake();
                return true;
            }
        }
        return false;
    }

    /** Gives an owned slot to the first who holds something already; false when there is none. */
    boolean handOverToSecond(Slot<T> slot) {
        for (Waiter<T> waiter : queue) {
            if (waiter.second && conclude(waiter, slot)) {
                servedOne();
                waiter.wake();
                return true;
            }
        }
        return false;
    }

    /** Tells everyone who waits to give up. */
    void failAll(Supplier<ResourceException> refusal) {
        for (Waiter<T> waiter : queue) {
            if (conclude(waiter, refusal)) {
                waiter.wake();
            }
        }
    }

    /** Tells one of them to give up, if it still waits; false when it does not, or stands in another line. */
    @SuppressWarnings("unchecked") // Found in this queue, it is a waiter of this line.
    boolean refuse(Waiter<?> which, Supplier<? extends ResourceException> refusal) {
        if (!queue.contains(which) || !conclude((Waiter<T>) which, refusal)) {
            return false;
        }
        which.wake();
        return true;
    }

    /** Gives a waiter its last item, unless it has one. A signal that it carried is answered for. */
    private boolean conclude(Waiter<T> waiter, Object last) {
        if (!waiter.takeFinal(last)) {
            if (!waiter.takeFinalOverSignal(last)) {
                return false;
            }
            wakeUps = 0;
        }
        unserved.decrementAndGet();
        unservedSeconds.addAndGet(waiter.second ? -1 : 0);
        return true;
    }

    /**
     * Upkeep's part, every interval while anybody waits: decides between barging and hand-over, and hands what lies
     * idle to whom a wake-up has missed.
     */
    void serve(long nowNanos) {
        Waiter<T> head = head();
        starving = head != null && nowNanos - head.sinceNanos >= starvationNanos;
        refuseOverdue(nowNanos);
        handOutIdle();
    }

    private void handOutIdle() {
        while (head() != null) {
            Slot<T> idle = pool.scan(Thread.currentThread());
            if (idle == null) {
                return;
            }
            if (!handOver(idle)) {
                idle.makeIdle();
                return;
            }
        }
    }

    /** Threads see to their deadlines themselves; for asynchronous requests upkeep does. */
    private void refuseOverdue(long nowNanos) {
        for (AsyncWaiter<T> first : deadlines) {
            if (nowNanos - first.deadlineNanos < 0) {
                return;
            }
            deadlines.remove(first);
            ResourceException exhausted = pool.refusals().exhausted(first.sinceNanos);
            if (conclude(first, (Supplier<ResourceException>) () -> exhausted)) {
                pool.countTimeout();
                first.wake();
            }
        }
    }

    /** The first who still waits. */
    private @Nullable Waiter<T> head() {
        for (Waiter<T> waiter : queue) {
            if (waiter.waits()) {
                return waiter;
            }
        }
        return null;
    }

    /**
     * Removes those who have left: from the front always, from the middle once many have piled up there. One thread at
     * a time does it, so that nobody searches the queue for a node that another has removed already.
     */
    private void dropLeavers() {
        int dead = leaversInQueue.incrementAndGet();
        if (cleaning || !CLEANING.compareAndSet(this, false, true)) {
            return;
        }
        try {
            int dropped = 0;
            for (Waiter<T> first = queue.peek(); first != null && !first.waits(); first = queue.peek()) {
                queue.remove();
                dropped++;
            }
            if (dead - dropped > LEAVERS_ALLOWED) {
                for (Iterator<Waiter<T>> all = queue.iterator(); all.hasNext(); ) {
                    if (!all.next().waits()) {
                        all.remove();
                        dropped++;
                    }
                }
            }
            leaversInQueue.addAndGet(-dropped);
        } finally {
            cleaning = false;
        }
    }
}
