package dev.steward.platform;

import java.nio.file.Path;
import java.util.OptionalLong;

/**
 * How many threads, of all processes together, the control group of this process allows and has. It describes the moment
 * it was read.
 *
 * @param limit the most there may be; empty when there is no limit. The lowest on the way to the root
 * @param used how many there are
 */
public record CgroupPids(OptionalLong limit, OptionalLong used) {
    /**
     * Reads it.
     *
     * @param root the root of the file system; another one than {@code /} in tests
     * @return the figures; empty where there are no control groups
     */
    public static CgroupPids read(Path root) {
        for (CgroupFolder folder : CgroupFolder.of(root, "pids")) {
            if (folder.has("pids.current")) {
                return new CgroupPids(folder.lowest("pids.max"), folder.number("pids.current"));
            }
        }
        return new CgroupPids(OptionalLong.empty(), OptionalLong.empty());
    }
}
