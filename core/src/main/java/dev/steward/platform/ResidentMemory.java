package dev.steward.platform;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the kernel says is resident of this process, and in which sort of mapping. Immutable; in bytes.
 *
 * <p>The kernel does not know what a mapping is for. What is told here follows from its look: memory that can be executed
 * and is no file holds compiled code; a run of mappings as long as the largest heap is the heap; memory just above a small
 * guard that nobody may touch is the stack of a thread.
 *
 * @param total everything resident
 * @param heap in the run of mappings that is the heap; 0 when none was recognised
 * @param code in memory that can be executed and is no file
 * @param stacks in stacks of threads
 * @param files in mapped files: libraries, archives, and what the program maps
 * @param shared in memory shared with other processes that is no file
 * @param detailed whether the mappings could be read; if not, only the total is known
 */
public record ResidentMemory(long total, long heap, long code, long stacks, long files, long shared, boolean detailed) {
    private static final Pattern HEAD = Pattern.compile("([0-9a-f]+)-([0-9a-f]+) (\\S{4}) [0-9a-f]+ \\S+ \\d+ *(.*)");
    private static final Pattern FIGURE = Pattern.compile("(\\w+):\\s+(\\d+) kB");
    private static final String RESIDENT = "Rss:";
    private static final long LARGEST_GUARD = 64 << 10;
    private static final long LARGEST_STACK = 64 << 20;
    private static final int KIB = 1024;

    /** One line of the table of mappings, with what is resident of it. */
    private record Mapping(long begin, long end, String rights, String name, long resident) {
        long size() {
            return end - begin;
        }

        boolean isFile() {
            return name.startsWith("/") && !isShared();
        }

        boolean isShared() {
            return name.startsWith("/dev/shm") || name.startsWith("/memfd:") || name.startsWith("/SYSV");
        }

        boolean mayBeHeap() {
            return isAnonymous() || name.startsWith("/memfd:java_heap") || name.endsWith(".jsa");
        }

        boolean isAnonymous() {
            return name.isEmpty() || name.startsWith("[anon");
        }
    }

    /**
     * Reads it.
     *
     * @param root the root of the file system; another one than {@code /} in tests
     * @param largestHeap the most that the heap may grow to, in bytes
     * @return what is resident, or nothing where the system does not tell
     */
    public static Optional<ResidentMemory> read(Path root, long largestHeap) {
        Path self = root.resolve("proc/self");
        List<Mapping> mappings = mappings(Cgroup.Lines.of(self.resolve("smaps")));
        if (!mappings.isEmpty()) {
            return Optional.of(sorted(mappings, largestHeap));
        }
        long total = Math.max(figure(self.resolve("smaps_rollup"), "Rss"), figure(self.resolve("status"), "VmRSS"));
        return total < 0 ? Optional.empty() : Optional.of(new ResidentMemory(total, 0, 0, 0, 0, 0, false));
    }

    private static long figure(Path file, String name) {
        for (String line : Cgroup.Lines.of(file)) {
            Matcher figure = FIGURE.matcher(line);
            if (figure.lookingAt() && figure.group(1).equals(name)) {
                return Long.parseLong(figure.group(2)) * KIB;
            }
        }
        return -1;
    }

    private static long kibibytes(String line) {
        Matcher figure = FIGURE.matcher(line);
        return figure.lookingAt() ? Long.parseLong(figure.group(2)) : 0;
    }

    private static List<Mapping> mappings(List<String> lines) {
        List<Mapping> mappings = new ArrayList<>();
        Matcher last = null;
        for (String line : lines) {
            // Most lines are figures that nobody asks for here: thousands of them, which a pattern would take long for.
            boolean isFigure = !line.isEmpty() && line.charAt(0) >= 'A' && line.charAt(0) <= 'Z';
            if (!isFigure) {
                Matcher head = HEAD.matcher(line);
                last = head.matches() ? head : null;
            } else if (last != null && line.startsWith(RESIDENT)) {
                mappings.add(new Mapping(
                        Long.parseUnsignedLong(last.group(1), 16),
                        Long.parseUnsignedLong(last.group(2), 16),
                        last.group(3),
                        last.group(4),
                        kibibytes(line) * KIB));
            }
        }
        return mappings;
    }

    private static ResidentMemory sorted(List<Mapping> mappings, long largestHeap) {
        Run heap = heap(mappings, largestHeap);
        long total = 0;
        long code = 0;
        long stacks = 0;
        long files = 0;
        long shared = 0;
        Mapping before = null;
        for (Mapping mapping : mappings) {
            total += mapping.resident();
            boolean ofHeap = heap != null && mapping.begin() >= heap.begin() && mapping.end() <= heap.end();
            if (mapping.isFile()) {
                files += mapping.resident();
            } else if (mapping.isShared() && !ofHeap) {
                shared += mapping.resident();
            } else if (!ofHeap && mapping.isAnonymous() && mapping.rights().charAt(2) == 'x') {
                code += mapping.resident();
            } else if (!ofHeap && (mapping.name().startsWith("[stack") || isStack(before, mapping))) {
                stacks += mapping.resident();
            }
            before = mapping;
        }
        return new ResidentMemory(total, heap == null ? 0 : heap.resident(), code, stacks, files, shared, true);
    }

    private static boolean isStack(@Nullable Mapping below, Mapping mapping) {
        return below != null
                && below.end() == mapping.begin()
                && below.rights().startsWith("---")
                && below.size() <= LARGEST_GUARD
                && mapping.isAnonymous()
                && mapping.rights().startsWith("rw")
                && mapping.size() <= LARGEST_STACK;
    }

    /** Mappings one behind the other. */
    private record Run(long begin, long end, long resident) {
        long size() {
            return end - begin;
        }
    }

    /**
     * The beginning of the shortest run of mappings that the whole heap fits into; nothing if there is no such run. The
     * virtual machine maps a part of its archive of classes into the heap, and reserves room for classes right behind it.
     */
    private static @Nullable Run heap(List<Mapping> mappings, long largestHeap) {
        Run best = null;
        Run run = null;
        for (Mapping mapping : mappings) {
            if (!mapping.mayBeHeap()) {
                run = null;
                continue;
            }
            boolean goesOn = run != null && run.end() == mapping.begin();
            long inHeap = mapping.isFile() ? 0 : mapping.resident();
            if (run == null || !goesOn) {
                run = new Run(mapping.begin(), mapping.end(), inHeap);
            } else if (run.size() < largestHeap) {
                run = new Run(run.begin(), mapping.end(), run.resident() + inHeap);
            }
            boolean whole = largestHeap > 0 && run.size() >= largestHeap;
            if (whole && (best == null || run.size() < best.size())) {
                best = run;
            }
        }
        return best;
    }
}
