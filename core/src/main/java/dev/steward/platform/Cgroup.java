package dev.steward.platform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What the control group that this process runs in allows of memory, and uses: version 2, or version 1, or a system that
 * has the memory controller on version 1 and the rest on 2. A limit may be set further up, so the lowest on the way to the
 * root counts. Immutable; it describes the moment it was read.
 *
 * @param version 1 or 2
 * @param path the directory that the figures of use are read from
 * @param limit the bytes beyond which the kernel ends the process, if there is a limit
 * @param throttle the bytes beyond which it is slowed down (version 2), if there are any
 * @param used the bytes that count against the limit, the cache of files included
 * @param reclaimable the part of it that the kernel gives up first: the cache of files that were not used lately
 * @param swapLimit the bytes of swap, if that is limited
 * @param kills how often the kernel ended a process of this group for lack of memory
 */
public record Cgroup(
        int version,
        Path path,
        OptionalLong limit,
        OptionalLong throttle,
        OptionalLong used,
        OptionalLong reclaimable,
        OptionalLong swapLimit,
        OptionalLong kills) {
    /** Version 1 says "no limit" with the largest multiple of a page that fits a long. */
    private static final long ABSURD = 1L << 60;

    /** Where the memory controller is mounted, and which directory of it the mount shows. */
    private record Mount(int version, Path point, String root) {}

    /**
     * Reads the group of this process.
     *
     * @param root the root of the file system; another one than {@code /} in tests
     * @return the group, or nothing where there are none, such as on a system other than Linux
     */
    public static Optional<Cgroup> read(Path root) {
        Path own = root.resolve("proc/self/cgroup");
        Path mounts = root.resolve("proc/self/mountinfo");
        if (!Files.isReadable(own) || !Files.isReadable(mounts)) {
            return Optional.empty();
        }
        List<String> groups = Lines.of(own);
        for (Mount mount : mounts(Lines.of(mounts), root)) {
            Optional<String> group = group(groups, mount.version());
            if (group.isPresent()) {
                Path directory = directory(mount, group.get());
                Optional<Cgroup> found = mount.version() == 2 ? version2(directory, mount) : version1(directory, mount);
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    /** Version 1 first: where both are there and it has the memory controller, the other one has not. */
    private static List<Mount> mounts(List<String> lines, Path root) {
        List<Mount> first = new ArrayList<>();
        List<Mount> second = new ArrayList<>();
        for (String line : lines) {
            int dash = line.indexOf(" - ");
            if (dash < 0) {
                continue;
            }
            String[] fields = line.substring(0, dash).split(" ", -1);
            String[] rest = line.substring(dash + 3).split(" ", -1);
            if (fields.length < 5 || rest.length < 3) {
                continue;
            }
            Path point = root.resolve(fields[4].substring(1));
            if (rest[0].equals("cgroup") && List.of(rest[2].split(",", -1)).contains("memory")) {
                first.add(new Mount(1, point, fields[3]));
            } else if (rest[0].equals("cgroup2")) {
                second.add(new Mount(2, point, fields[3]));
            }
        }
        first.addAll(second);
        return first;
    }

    private static Optional<String> group(List<String> lines, int version) {
        for (String line : lines) {
            String[] fields = line.split(":", 3);
            boolean fits = fields.length == 3
                    && (version == 2
                            ? fields[1].isEmpty()
                            : List.of(fields[1].split(",", -1)).contains("memory"));
            if (fits) {
                return Optional.of(fields[2]);
            }
        }
        return Optional.empty();
    }

    /** A container often sees only its own part mounted, while the path may tell of the whole. */
    private static Path directory(Mount mount, String group) {
        String inside = !mount.root().equals("/") && group.startsWith(mount.root())
                ? group.substring(mount.root().length())
                : group;
        Path directory = mount.point().resolve(inside.replaceFirst("^/+", "")).normalize();
        return Files.isDirectory(directory) && directory.startsWith(mount.point()) ? directory : mount.point();
    }

    private static Optional<Cgroup> version2(Path directory, Mount mount) {
        if (!Files.isReadable(directory.resolve("memory.stat"))
                && !Files.isReadable(directory.resolve("memory.current"))) {
            return Optional.empty();
        }
        Map<String, Long> stat = table(directory.resolve("memory.stat"));
        return Optional.of(new Cgroup(
                2,
                directory,
                lowest(directory, mount, "memory.max"),
                lowest(directory, mount, "memory.high"),
                number(directory.resolve("memory.current")),
                value(stat, "inactive_file"),
                lowest(directory, mount, "memory.swap.max"),
                value(table(directory.resolve("memory.events")), "oom_kill")));
    }

    private static Optional<Cgroup> version1(Path directory, Mount mount) {
        if (!Files.isReadable(directory.resolve("memory.usage_in_bytes"))) {
            return Optional.empty();
        }
        Map<String, Long> stat = table(directory.resolve("memory.stat"));
        OptionalLong limit = lowest(directory, mount, "memory.limit_in_bytes");
        OptionalLong withSwap = lowest(directory, mount, "memory.memsw.limit_in_bytes");
        return Optional.of(new Cgroup(
                1,
                directory,
                limit,
                OptionalLong.empty(),
                number(directory.resolve("memory.usage_in_bytes")),
                value(stat, "total_inactive_file"),
                limit.isPresent() && withSwap.isPresent()
                        ? OptionalLong.of(Math.max(0, withSwap.getAsLong() - limit.getAsLong()))
                        : OptionalLong.empty(),
                value(table(directory.resolve("memory.oom_control")), "oom_kill")));
    }

    private static OptionalLong lowest(Path directory, Mount mount, String file) {
        OptionalLong lowest = OptionalLong.empty();
        for (Path at = directory; at != null && at.startsWith(mount.point()); at = at.getParent()) {
            OptionalLong here = number(at.resolve(file));
            if (here.isPresent() && (lowest.isEmpty() || here.getAsLong() < lowest.getAsLong())) {
                lowest = here;
            }
        }
        return lowest;
    }

    /** The number in a file; nothing when there is no file, or it says that there is no limit. */
    private static OptionalLong number(Path file) {
        List<String> lines = Lines.of(file);
        if (lines.isEmpty() || !lines.get(0).strip().matches("\\d{1,19}")) {
            return OptionalLong.empty();
        }
        // Nineteen digits may be more than a long holds, which is no limit either.
        double size = Double.parseDouble(lines.get(0).strip());
        return size >= ABSURD
                ? OptionalLong.empty()
                : OptionalLong.of(Long.parseLong(lines.get(0).strip()));
    }

    private static OptionalLong value(Map<String, Long> table, String key) {
        Long value = table.get(key);
        return value == null ? OptionalLong.empty() : OptionalLong.of(value);
    }

    private static Map<String, Long> table(Path file) {
        Map<String, Long> table = new HashMap<>();
        for (String line : Lines.of(file)) {
            String[] words = line.strip().split("\\s+", -1);
            if (words.length == 2 && words[1].matches("\\d{1,18}")) {
                table.put(words[0], Long.valueOf(words[1]));
            }
        }
        return table;
    }

    /** The lines of small files of the system. */
    static final class Lines {
        private Lines() {}

        /** None when the file cannot be read: groups come and go, and what is hidden from a container has no figure. */
        static List<String> of(Path file) {
            if (!Files.isReadable(file)) {
                return List.of();
            }
            try {
                return Files.readAllLines(file);
            } catch (IOException goneOrHidden) {
                return List.of();
            }
        }
    }
}
