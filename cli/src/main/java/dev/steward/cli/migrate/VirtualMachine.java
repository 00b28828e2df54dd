package dev.steward.cli.migrate;

import dev.steward.cli.show.Outcome;
import java.io.IOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.management.JMException;
import javax.management.ObjectName;

/** What the virtual machine and the system say about this process. Stateless. */
final class VirtualMachine {
    private static final Pattern PEAK = Pattern.compile("(?m)^VmHWM:\\s*(\\d+) kB");

    private VirtualMachine() {}

    /** The most memory that ever was resident, 0 where the system does not tell. */
    static long peakRssBytes() {
        try {
            Matcher peak = PEAK.matcher(Files.readString(Path.of("/proc/self/status")));
            return peak.find() ? Long.parseLong(peak.group(1)) * 1024 : 0;
        } catch (IOException notHere) {
            return 0;
        }
    }

    /** How many files the system lets this process open, 0 where it does not tell. */
    static long openFilesAtMost() {
        try {
            ObjectName system = new ObjectName(ManagementFactory.OPERATING_SYSTEM_MXBEAN_NAME);
            Object most = ManagementFactory.getPlatformMBeanServer().getAttribute(system, "MaxFileDescriptorCount");
            return most instanceof Long count ? count : 0;
        } catch (JMException notHere) {
            return 0;
        }
    }

    /** The pauses of the collector; phases that run beside the program are none. */
    static Outcome.Pauses pauses() {
        long count = 0;
        long millis = 0;
        for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            if (!collector.getName().contains("Concurrent")) {
                count += Math.max(0, collector.getCollectionCount());
                millis += Math.max(0, collector.getCollectionTime());
            }
        }
        return new Outcome.Pauses(count, count == 0 ? 0 : (double) millis / count);
    }
}
