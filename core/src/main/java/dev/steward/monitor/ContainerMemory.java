package dev.steward.monitor;

import dev.steward.platform.Cgroup;
import java.util.OptionalLong;

/**
 * What the container, or whatever else limits this process through a control group of Linux, allows of memory and uses. A
 * figure that the system does not tell, or a limit that is not set, is empty. In bytes; immutable.
 *
 * @param version of the control groups: 1 or 2
 * @param limit beyond this the kernel ends the process; the lowest of this group and those above it
 * @param throttle beyond this it is slowed down; version 2 only
 * @param used what counts against the limit, the cache of files included
 * @param reclaimable the part of it that the kernel gives up first: cached files that were not used lately
 * @param swapLimit how much swap may be used
 * @param kills how often the kernel ended a process of this group for lack of memory
 */
public record ContainerMemory(
        int version,
        OptionalLong limit,
        OptionalLong throttle,
        OptionalLong used,
        OptionalLong reclaimable,
        OptionalLong swapLimit,
        OptionalLong kills) {
    static ContainerMemory of(Cgroup group) {
        return new ContainerMemory(
                group.version(),
                group.limit(),
                group.throttle(),
                group.used(),
                group.reclaimable(),
                group.swapLimit(),
                group.kills());
    }

    /**
     * What is used and cannot be given up at once: the figure to compare with the limit.
     *
     * @return used - reclaimable; empty when the use is not known
     */
    public OptionalLong workingSet() {
        return used.isEmpty() ? used : OptionalLong.of(Math.max(0, used.getAsLong() - reclaimable.orElse(0)));
    }
}
