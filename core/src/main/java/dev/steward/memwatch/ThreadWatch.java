package dev.steward.memwatch;

import dev.steward.platform.Calls;
import dev.steward.resource.Durations;
import dev.steward.resource.Kind;
import dev.steward.resource.Managed;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Looks at the platform threads of the process: which grow in number, which wait for a monitor for long, and which were
 * started by nobody that is managed. One look costs some microseconds for each thread, and no stop of the program. Its
 * owner calls it, every few seconds. Threadsafe.
 */
public final class ThreadWatch {
    /** A pattern has grown when there are so many more than at first, and twice as many. */
    private static final int GROWN_BY = 50;

    private static final int STACK = 32;
    private static final int ROOM_FOR_MORE = 16;

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final Supplier<List<Managed>> things;
    private final Duration blockedFor;
    private final LongSupplier ticker;
    private final Map<String, Integer> first = new HashMap<>();
    private final Map<Long, Blocked> blocked = new HashMap<>();

    /** The count tells whether it is still the same wait. */
    private record Blocked(long count, long sinceNanos, boolean told) {}

    /**
     * A watch.
     *
     * @param things what is managed, of which the executors' threads are known by their names
     * @param blockedFor how long a thread may wait for a monitor
     */
    public ThreadWatch(Supplier<List<Managed>> things, Duration blockedFor) {
        this(things, blockedFor, System::nanoTime);
    }

    ThreadWatch(Supplier<List<Managed>> things, Duration blockedFor, LongSupplier ticker) {
        this.things = things;
        this.blockedFor = blockedFor;
        this.ticker = ticker;
    }

    /**
     * Looks once.
     *
     * @return what is new since the look before; each finding is returned once, growth again when it has doubled again
     */
    public synchronized List<ThreadFinding> look() {
        List<ThreadFinding> findings = new ArrayList<>();
        ThreadInfo[] now = threads.getThreadInfo(threads.getAllThreadIds());
        Map<String, Integer> counts = new TreeMap<>();
        Set<Long> stillBlocked = new HashSet<>();
        for (ThreadInfo thread : now) {
            // A thread may have ended between the two questions.
            if (thread != null) {
                counts.merge(patternOf(thread.getThreadName()), 1, Integer::sum);
                if (thread.getThreadState() == Thread.State.BLOCKED) {
                    stillBlocked.add(thread.getThreadId());
                    lookAtBlocked(thread, findings);
                }
            }
        }
        blocked.keySet().retainAll(stillBlocked);
        counts.forEach((pattern, count) -> lookAtCount(pattern, count, findings));
        return findings;
    }

    private void lookAtCount(String pattern, int count, List<ThreadFinding> findings) {
        Integer before = first.putIfAbsent(pattern, count);
        if (before != null && count >= before + GROWN_BY && count >= 2 * before) {
            first.put(pattern, count);
            findings.add(new ThreadFinding(
                    ThreadFinding.Sort.GROWTH,
                    pattern,
                    count,
                    count + " threads are named " + pattern + ", there were " + before
                            + "; next: find who starts them and does not end them",
                    List.of(),
                    Instant.now()));
        }
    }

    private void lookAtBlocked(ThreadInfo thread, List<ThreadFinding> findings) {
        long now = ticker.getAsLong();
        Blocked seen = blocked.get(thread.getThreadId());
        if (seen == null || seen.count != thread.getBlockedCount()) {
            blocked.put(thread.getThreadId(), new Blocked(thread.getBlockedCount(), now, false));
        } else if (!seen.told && now - seen.sinceNanos >= blockedFor.toNanos()) {
            blocked.put(thread.getThreadId(), new Blocked(seen.count, seen.sinceNanos, true));
            findings.add(new ThreadFinding(
                    ThreadFinding.Sort.BLOCKED,
                    thread.getThreadName(),
                    1,
                    thread.getThreadName() + " has waited for " + thread.getLockName() + " for "
                            + Durations.format(Duration.ofNanos(now - seen.sinceNanos)) + ", which "
                            + thread.getLockOwnerName() + " holds; next: see what that does",
                    stackOf(thread.getThreadId()),
                    Instant.now()));
        }
    }

    private List<StackTraceElement> stackOf(long id) {
        ThreadInfo withStack = threads.getThreadInfo(id, STACK);
        return withStack == null
                ? List.of()
                : Arrays.stream(withStack.getStackTrace()).map(Calls::plain).toList();
    }

    /**
     * How many threads there are that no managed executor has started and that are not the virtual machine's own, by the
     * pattern of their names.
     *
     * @return the counts
     */
    public Map<String, Integer> strays() {
        List<String> managed = things.get().stream()
                .filter(thing -> thing.kind().equals(Kind.THREADS))
                .map(thing -> thing.name() + "-")
                .toList();
        Map<String, Integer> strays = new TreeMap<>();
        everyThread().stream()
                .filter(thread -> thread.getThreadGroup() != null
                        && !thread.getThreadGroup().getName().equals("system"))
                .map(Thread::getName)
                .filter(name ->
                        !name.startsWith("steward-") && managed.stream().noneMatch(prefix -> isNumbered(name, prefix)))
                .forEach(name -> strays.merge(patternOf(name), 1, Integer::sum));
        return strays;
    }

    /** From the groups, because asking for all stacks as well would stop the program. */
    private static List<Thread> everyThread() {
        ThreadGroup root = Thread.currentThread().getThreadGroup();
        for (ThreadGroup above = root; above != null; above = above.getParent()) {
            root = above;
        }
        if (root == null) {
            return List.of();
        }
        // More may begin between the two calls; an array that is full tells.
        for (int room = 2 * root.activeCount() + ROOM_FOR_MORE; ; room *= 2) {
            Thread[] all = new Thread[room];
            int count = root.enumerate(all);
            if (count < room) {
                return List.of(Arrays.copyOf(all, count));
            }
        }
    }

    private static boolean isNumbered(String name, String prefix) {
        return name.startsWith(prefix)
                && name.length() > prefix.length()
                && name.substring(prefix.length()).chars().allMatch(Character::isDigit);
    }

    static String patternOf(String name) {
        return name.replaceAll("\\d+", "#");
    }
}
