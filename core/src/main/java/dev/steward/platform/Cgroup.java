package dev.steward.platform;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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
    /**
     * Reads the group of this process.
     *
     * @param root the root of the file system; another one than {@code /} in tests
     * @return the group, or nothing where there are none, such as on a system other than Linux
     */
    public static Optional<Cgroup> read(Path root) {
        for (CgroupFolder folder : CgroupFolder.of(root, "memory")) {
            Optional<Cgroup> found = folder.version() == 2 ? version2(folder) : version1(folder);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private static Optional<Cgroup> version2(CgroupFolder folder) {
        if (!folder.has("memory.stat") && !folder.has("memory.current")) {
            return Optional.empty();
        }
        return Optional.of(new Cgroup(
                2,
                folder.directory(),
                folder.lowest("memory.max"),
                folder.lowest("memory.high"),
                folder.number("memory.current"),
                folder.value("memory.stat", "inactive_file"),
                folder.lowest("memory.swap.max"),
                folder.value("memory.events", "oom_kill")));
    }

    private static Optional<Cgroup> version1(CgroupFolder folder) {
        if (!folder.has("memory.usage_in_bytes")) {
            return Optional.empty();
        }
        OptionalLong limit = folder.lowest("memory.limit_in_bytes");
        OptionalLong withSwap = folder.lowest("memory.memsw.limit_in_bytes");
        return Optional.of(new Cgroup(
                1,
                folder.directory(),
                limit,
                OptionalLong.empty(),
                folder.number("memory.usage_in_bytes"),
                folder.value("memory.stat", "total_inactive_file"),
                limit.isPresent() && withSwap.isPresent()
                        ? OptionalLong.of(Math.max(0, withSwap.getAsLong() - limit.getAsLong()))
                        : OptionalLong.empty(),
                folder.value("memory.oom_control", "oom_kill")));
    }

    /** The lines of small files of the system. */
    static final class Lines {
        private static final int BLOCK = 4096;

        private Lines() {}

        /**
         * None when the file cannot be read: groups come and go, and what is hidden from a container has no figure. By the
         * plainest means, since some ten files are read every few seconds, which is too seldom for anything to be compiled.
         */
        static List<String> of(Path path) {
            File file = path.toFile();
            if (!file.canRead()) {
                return List.of();
            }
            try (FileInputStream in = new FileInputStream(file)) {
                return lines(text(in));
            } catch (IOException goneOrHidden) {
                return List.of();
            }
        }

        /** To the end, wherever that is: the system says of most of these files that they are empty. */
        private static String text(FileInputStream in) throws IOException {
            byte[] bytes = new byte[BLOCK];
            int length = 0;
            for (int read = in.read(bytes); read > 0; read = in.read(bytes, length, bytes.length - length)) {
                length += read;
                if (length == bytes.length) {
                    bytes = Arrays.copyOf(bytes, 2 * length);
                }
            }
            return new String(bytes, 0, length, StandardCharsets.UTF_8);
        }

        private static List<String> lines(String text) {
            List<String> lines = new ArrayList<>();
            for (int begin = 0; begin < text.length(); ) {
                int end = text.indexOf('\n', begin);
                end = end < 0 ? text.length() : end;
                lines.add(text.substring(begin, end));
                begin = end + 1;
            }
            return lines;
        }
    }
}
