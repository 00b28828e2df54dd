package dev.steward.govern.advice;

import dev.steward.platform.Cgroup;
import dev.steward.platform.CgroupCpu;
import dev.steward.platform.CgroupPids;
import dev.steward.platform.SystemFigures;
import java.nio.file.Path;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * What the virtual machine, the container and the system allow this process. A limit that is not set, or that the system
 * does not tell, is empty. Immutable; it describes the moment it was read.
 *
 * @param heap the most the heap may grow to, in bytes
 * @param memory the bytes beyond which the container's processes are ended
 * @param processors how many processors the virtual machine believes it has
 * @param quota how many processors' time the container allows
 * @param threads how many threads the container allows
 * @param files how many files the process may have open
 */
public record Surroundings(
        long heap,
        OptionalLong memory,
        int processors,
        OptionalDouble quota,
        OptionalLong threads,
        OptionalLong files) {

    /**
     * Reads them now.
     *
     * @return the limits
     */
    public static Surroundings now() {
        return read(Path.of("/"));
    }

    static Surroundings read(Path root) {
        return new Surroundings(
                Runtime.getRuntime().maxMemory(),
                Cgroup.read(root).map(Cgroup::limit).orElse(OptionalLong.empty()),
                Runtime.getRuntime().availableProcessors(),
                CgroupCpu.read(root).quota(),
                CgroupPids.read(root).limit(),
                SystemFigures.mostFiles());
    }
}
