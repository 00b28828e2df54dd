package dev.steward.platform;

import java.lang.management.ManagementFactory;
import java.util.OptionalLong;
import javax.management.JMException;
import javax.management.ObjectName;

/**
 * What the virtual machine tells about the process as the system sees it. By name, because the typed interface is in a
 * module that not every runtime image has. Stateless.
 */
public final class SystemFigures {
    private SystemFigures() {}

    /** Open file descriptors, where the system tells. */
    public static OptionalLong openFiles() {
        return attribute("OpenFileDescriptorCount") instanceof Long count
                ? OptionalLong.of(count)
                : OptionalLong.empty();
    }

    /** The most file descriptors there may be, where the system tells. */
    public static OptionalLong mostFiles() {
        return attribute("MaxFileDescriptorCount") instanceof Long count
                ? OptionalLong.of(count)
                : OptionalLong.empty();
    }

    /** Nanoseconds of processor time used by all threads so far. */
    public static OptionalLong processorNanos() {
        return attribute("ProcessCpuTime") instanceof Long nanos && nanos >= 0
                ? OptionalLong.of(nanos)
                : OptionalLong.empty();
    }

    private static Object attribute(String name) {
        try {
            Object value = ManagementFactory.getPlatformMBeanServer()
                    .getAttribute(new ObjectName(ManagementFactory.OPERATING_SYSTEM_MXBEAN_NAME), name);
            return value == null ? "unknown" : value;
        } catch (JMException notOnThisSystem) {
            return "unknown";
        }
    }
}
