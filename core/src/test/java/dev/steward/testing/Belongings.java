package dev.steward.testing;

import dev.steward.resource.Budget;
import dev.steward.resource.Census;
import dev.steward.resource.Managed;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What this process has at one moment, as far as a test could leave it behind. */
final class Belongings {
    private static final Path OPEN_FILES = Path.of("/proc/self/fd");

    /** Threads that the JDK, the test engine or a driver starts once and keeps, whichever test happens to be the first. */
    private static final Pattern KEPT_THREADS = Pattern.compile(
            "process reaper.*|CompletableFutureDelayScheduler|ForkJoinPool.*|VirtualThread.*|Attach Listener|Cleaner-\\d+|awaitility.*|Keep-Alive-.*"
                    + "|PostgreSQL-JDBC-.*|Generate Seed|junit-.*|surefire-.*|JNA Cleaner|Signal Dispatcher|SIGINT handler");

    /** Files that the class loader keeps open, and handles that are no files. */
    private static final Pattern KEPT_FILES = Pattern.compile(
            ".*\\.(jar|jmod|so|exec)|.*/modules|/dev/.*|/proc/.*|anon_inode:.*" + "|pipe:.*|.*/\\.mv_store.*");

    static {
        // With its first channel the JDK opens a socket that it keeps for as long as the process lives.
        try {
            SocketChannel.open().close();
        } catch (IOException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final Set<Thread> threads = new HashSet<>();
    private final Set<String> files = new HashSet<>();
    private final Set<Managed> managed = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Set<Budget> budgets = Collections.newSetFromMap(new IdentityHashMap<>());

    private Belongings() {}

    static Belongings ofThisProcess() {
        Belongings belongings = new Belongings();
        belongings.threads.addAll(Thread.getAllStackTraces().keySet());
        belongings.files.addAll(openFiles());
        belongings.managed.addAll(Census.managed());
        belongings.budgets.addAll(Census.budgets());
        return belongings;
    }

    /** Each handle with what it leads to: two handles on one file are two. */
    private static Set<String> openFiles() {
        Set<String> open = new HashSet<>();
        if (!Files.isDirectory(OPEN_FILES)) {
            return open;
        }
        try (Stream<Path> handles = Files.list(OPEN_FILES)) {
            for (Path handle : (Iterable<Path>) handles::iterator) {
                String target = targetOf(handle);
                if (!target.isEmpty() && !KEPT_FILES.matcher(target).matches()) {
                    open.add(handle.getFileName() + " -> " + target);
                }
            }
        } catch (IOException e) {
            throw new IllegalStateException("the open files of this process cannot be read", e);
        }
        return open;
    }

    private static String targetOf(Path handle) {
        try {
            return Files.readSymbolicLink(handle).toString();
        } catch (IOException closedMeanwhile) {
            return "";
        }
    }

    List<String> leftSince(Belongings before) {
        List<String> left = new ArrayList<>();
        for (Managed each : managed) {
            if (!before.managed.contains(each)) {
                each.holdings().forEach(holding -> left.add("a lease of " + each.name() + ": " + holding));
                if (!each.isClosed()) {
                    left.add("something open: " + each);
                }
            }
        }
        for (Budget budget : budgets) {
            if (!before.budgets.contains(budget) && budget.used() > 0) {
                left.add("something reserved: " + budget);
            }
        }
        for (Thread thread : threads) {
            if (!before.threads.contains(thread)
                    && thread.isAlive()
                    && !KEPT_THREADS.matcher(thread.getName()).matches()) {
                left.add("a thread: " + thread);
            }
        }
        for (String file : files) {
            if (!before.files.contains(file)) {
                left.add("an open file: " + file);
            }
        }
        return left;
    }
}
