package dev.steward.bench;

import java.util.List;
import java.util.concurrent.CountDownLatch;

/** A stretch of time in which a crowd runs. Threadsafe; the figures are there once {@link #count} was called. */
final class Spell {
    private final CountDownLatch gate = new CountDownLatch(1);
    private long beganNanos;
    private long endedNanos;
    private volatile boolean over;
    private long turns;
    private Fairness fairness = new Fairness(0, 0, 0);

    void begin() {
        beganNanos = System.nanoTime();
        gate.countDown();
    }

    void awaitBeginning() throws InterruptedException {
        gate.await();
    }

    void end() {
        endedNanos = System.nanoTime();
        over = true;
    }

    boolean isOver() {
        return over;
    }

    /** How long somebody has waited who asked then and was served now; what comes after the end does not count. */
    long waitedNanos(long askedNanos) {
        long now = System.nanoTime();
        return (over && endedNanos - now < 0 ? endedNanos : now) - askedNanos;
    }

    /** Called when all members have ended. */
    void count(List<Member> members) {
        long fewest = Long.MAX_VALUE;
        long most = 0;
        long longest = 0;
        for (Member member : members) {
            member.complain();
            turns += member.turns();
            fewest = Math.min(fewest, member.turns());
            most = Math.max(most, member.turns());
            longest = Math.max(longest, member.longestWaitNanos());
        }
        fairness = new Fairness(longest / 1e6, fewest, most);
    }

    long elapsedNanos() {
        return endedNanos - beganNanos;
    }

    long turns() {
        return turns;
    }

    Fairness fairness() {
        return fairness;
    }
}
