package dev.steward;

import dev.steward.platform.SystemFigures;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.util.OptionalLong;

/**
 * What the virtual machine and the system say about this process at one moment. Immutable.
 *
 * @param heapUsed bytes of heap in use, garbage included
 * @param heapMax the most the heap may grow to, in bytes
 * @param nonHeapUsed bytes of metaspace, code cache and the like
 * @param directUsed bytes of direct buffers
 * @param threads live platform threads
 * @param openFiles open file descriptors, where the system tells
 * @param maxFiles the most there may be, where the system tells
 */
public record ProcessFigures(
        long heapUsed,
        long heapMax,
        long nonHeapUsed,
        long directUsed,
        int threads,
        OptionalLong openFiles,
        OptionalLong maxFiles) {

    static ProcessFigures now() {
        MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
        return new ProcessFigures(
                memory.getHeapMemoryUsage().getUsed(),
                memory.getHeapMemoryUsage().getMax(),
                memory.getNonHeapMemoryUsage().getUsed(),
                ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                        .filter(pool -> pool.getName().equals("direct"))
                        .mapToLong(BufferPoolMXBean::getMemoryUsed)
                        .sum(),
                ManagementFactory.getThreadMXBean().getThreadCount(),
                SystemFigures.openFiles(),
                SystemFigures.mostFiles());
    }
}
