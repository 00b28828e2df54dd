package dev.steward.platform;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * For how long in all tasks stood still for want of something, as Linux counts it: of the control group of this process
 * where it is counted for groups (version 2), otherwise of the machine. It describes the moment it was read.
 *
 * @param someNanos while at least one task stood still
 * @param fullNanos while all of them did
 * @param where the file that says so
 */
public record CgroupPressure(long someNanos, long fullNanos, Path where) {
    /**
     * Reads it.
     *
     * @param root the root of the file system; another one than {@code /} in tests
     * @param what {@code memory}, {@code cpu} or {@code io}
     * @return the totals; nothing where the system does not count them
     */
    public static Optional<CgroupPressure> read(Path root, String what) {
        for (CgroupFolder folder : CgroupFolder.of(root, what)) {
            Optional<CgroupPressure> group = read(folder.directory().resolve(what + ".pressure"));
            if (group.isPresent()) {
                return group;
            }
        }
        return read(root.resolve("proc/pressure").resolve(what));
    }

    private static Optional<CgroupPressure> read(Path file) {
        long some = -1;
        long full = 0;
        for (String line : Cgroup.Lines.of(file)) {
            if (line.startsWith("some ")) {
                some = total(line);
            } else if (line.startsWith("full ")) {
                full = Math.max(0, total(line));
            }
        }
        return some < 0 ? Optional.empty() : Optional.of(new CgroupPressure(some, full, file));
    }

    /** The microseconds of a line such as {@code some avg10=0.12 avg60=0.03 avg300=0.00 total=4711}. */
    private static long total(String line) {
        for (String word : List.of(line.strip().split(" ", -1))) {
            if (word.startsWith("total=") && word.substring("total=".length()).matches("\\d{1,15}")) {
                return 1_000 * Long.parseLong(word.substring("total=".length()));
            }
        }
        return -1;
    }
}
