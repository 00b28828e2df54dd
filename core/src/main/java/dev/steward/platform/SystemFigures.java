package dev.steward.platform;

import java.lang.management.ManagementFactory;
import java.util.OptionalLong;
import javax.management.JMException;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;

/**
 * What the virtual machine tells about the process as the system sees it. By name, because the typed interface is in a
 * module that not every runtime image has. Stateless.
 */
public final class SystemFigures {
    private static final ObjectName SYSTEM = name(ManagementFactory.OPERATING_SYSTEM_MXBEAN_NAME);

    private SystemFigures() {}

    private static ObjectName name(String text) {
        try {
            return new ObjectName(text);
        } catch (JMException impossible) {
            throw new AssertionError(text + " is a name of the platform's own", impossible);
        }
    }

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

    /** The bytes of address space that the stack of a thread is given, where the virtual machine tells. */
    public static OptionalLong stackBytes() {
        try {
            Object option = ManagementFactory.getPlatformMBeanServer()
                    .invoke(
                            new ObjectName("com.sun.management:type=HotSpotDiagnostic"),
                            "getVMOption",
                            new Object[] {"ThreadStackSize"},
                            new String[] {String.class.getName()});
            long kibibytes = option instanceof CompositeData data
                            && data.get("value") instanceof String value
                            && value.matches("\\d{1,12}")
                    ? Long.parseLong(value)
                    : 0;
            return kibibytes > 0 ? OptionalLong.of(1024 * kibibytes) : OptionalLong.empty();
        } catch (JMException notThisVirtualMachine) {
            return OptionalLong.empty();
        }
    }

    private static Object attribute(String name) {
        try {
            Object value = ManagementFactory.getPlatformMBeanServer().getAttribute(SYSTEM, name);
            return value == null ? "unknown" : value;
        } catch (JMException notOnThisSystem) {
            return "unknown";
        }
    }
}
