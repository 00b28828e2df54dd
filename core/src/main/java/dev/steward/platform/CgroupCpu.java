package dev.steward.platform;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * How much processor time the control group of this process allows, and how often it was held back for having used it.
 * It describes the moment it was read.
 *
 * @param quota how many processors' time may be used; empty when there is no quota. The lowest on the way to the root
 * @param periods in how many periods of the quota something ran
 * @param throttled in how many of them it was held back
 */
public record CgroupCpu(OptionalDouble quota, OptionalLong periods, OptionalLong throttled) {
    private static final CgroupCpu UNLIMITED =
            new CgroupCpu(OptionalDouble.empty(), OptionalLong.empty(), OptionalLong.empty());

    /**
     * Reads it.
     *
     * @param root the root of the file system; another one than {@code /} in tests
     * @return the figures; all empty where there are no control groups
     */
    public static CgroupCpu read(Path root) {
        for (CgroupFolder folder : CgroupFolder.of(root, "cpu")) {
            // The root group of version 2 has no quota, and groups below it have the file.
            if (folder.has("cpu.stat")) {
                return new CgroupCpu(
                        quota(folder),
                        folder.value("cpu.stat", "nr_periods"),
                        folder.value("cpu.stat", "nr_throttled"));
            }
        }
        return UNLIMITED;
    }

    private static OptionalDouble quota(CgroupFolder folder) {
        return folder.upwards().stream()
                .map(at -> folder.version() == 2 ? version2(at) : version1(at))
                .filter(OptionalDouble::isPresent)
                .mapToDouble(OptionalDouble::getAsDouble)
                .min();
    }

    /** {@code 50000 100000}, or {@code max 100000}. */
    private static OptionalDouble version2(Path directory) {
        List<String> lines = Cgroup.Lines.of(directory.resolve("cpu.max"));
        String[] words = lines.isEmpty() ? new String[0] : lines.get(0).strip().split("\\s+", -1);
        return words.length == 2
                ? share(CgroupFolder.parsed(words[0]), CgroupFolder.parsed(words[1]))
                : OptionalDouble.empty();
    }

    /** No quota is -1, which is no number here. */
    private static OptionalDouble version1(Path directory) {
        return share(
                CgroupFolder.number(directory.resolve("cpu.cfs_quota_us")),
                CgroupFolder.number(directory.resolve("cpu.cfs_period_us")));
    }

    private static OptionalDouble share(OptionalLong quota, OptionalLong period) {
        return quota.isPresent() && period.isPresent() && period.getAsLong() > 0
                ? OptionalDouble.of((double) quota.getAsLong() / period.getAsLong())
                : OptionalDouble.empty();
    }
}
