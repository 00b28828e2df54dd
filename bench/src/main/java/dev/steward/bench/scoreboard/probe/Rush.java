package dev.steward.bench.scoreboard.probe;

import dev.steward.bench.VirtualThreads;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;

/**
 * A crowd of threads, each of which gets a connection, holds it for 2 ms, closes it and begins again. Immutable.
 *
 * @param longestMillis that anybody waited; who still waits at the end has waited until then
 * @param fewest turns of anybody
 * @param most turns of anybody
 */
record Rush(double longestMillis, long fewest, long most) {
    static final long MILLIS = 3_000;

    static Rush on(Arena arena, int threads, int connections, boolean virtual) throws Exception {
        DataSource pool = arena.open(
                arena.on(arena.trial()).size(connections, connections).timeoutMillis(30_000));
        Arena.closeAll(Arena.hold(pool, connections));
        AtomicLong ends = new AtomicLong(System.nanoTime() + MILLIS * 1_000_000);
        List<Member> members = new ArrayList<>();
        List<Thread> running = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            Member member = new Member(pool, ends);
            members.add(member);
            running.add(VirtualThreads.start(member, virtual));
        }
        TimeUnit.MILLISECONDS.sleep(MILLIS);
        long now = System.nanoTime();
        double longest = 0;
        long fewest = Long.MAX_VALUE;
        long most = 0;
        for (Member member : members) {
            longest = Math.max(longest, member.longestMillis(now));
            fewest = Math.min(fewest, member.turns);
            most = Math.max(most, member.turns);
        }
        for (Thread thread : running) {
            thread.join(5_000);
        }
        return new Rush(longest, fewest, most);
    }

    String turns() {
        return fewest + " to " + most + " turns";
    }

    /** One of them. Written by its thread alone. */
    private static final class Member implements Runnable {
        private final DataSource pool;
        private final AtomicLong ends;
        private volatile long askedNanos;
        private volatile long longestNanos;
        private volatile long turns;

        Member(DataSource pool, AtomicLong ends) {
            this.pool = pool;
            this.ends = ends;
        }

        @Override
        public void run() {
            long count = 0;
            long longest = 0;
            while (System.nanoTime() < ends.get()) {
                long asked = System.nanoTime();
                askedNanos = asked;
                try {
                    Connection connection = pool.getConnection();
                    longest = Math.max(longest, System.nanoTime() - asked);
                    longestNanos = longest;
                    askedNanos = 0;
                    turns = ++count;
                    try (connection) {
                        TimeUnit.MILLISECONDS.sleep(2);
                    }
                } catch (SQLException | InterruptedException e) {
                    longestNanos = Long.MAX_VALUE;
                    return;
                }
            }
            askedNanos = 0;
        }

        double longestMillis(long now) {
            long asked = askedNanos;
            return Math.max(longestNanos, asked == 0 ? 0 : now - asked) / 1e6;
        }
    }
}
