package dev.steward.monitor;

import dev.steward.platform.CgroupPressure;
import dev.steward.platform.SystemFigures;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What the virtual machine and the system say about this process at one moment. Immutable. Times are totals since the
 * process, or the system, began; what they grew by is told by two of these.
 *
 * @param heapUsed bytes of heap in use, garbage included
 * @param heapMax the most the heap may grow to, in bytes
 * @param nonHeapUsed bytes of metaspace, code cache and the like
 * @param directUsed bytes of direct buffers
 * @param stacks bytes of address space that the stacks of the threads are given, where the virtual machine tells; what is
 *     resident of it is less, see {@link ProcessMemory}
 * @param threads live platform threads
 * @param openFiles open file descriptors, where the system tells
 * @param maxFiles the most there may be, where the system tells
 * @param processorTime processor time used by all threads, where the system tells
 * @param ioWait for how long some task of the container, or of the machine, stood still for want of input or output,
 *     where the system counts it
 * @param collections how often garbage was collected
 * @param collectionTime how long that took
 */
public record ProcessFigures(
        long heapUsed,
        long heapMax,
        long nonHeapUsed,
        long directUsed,
        OptionalLong stacks,
        int threads,
        OptionalLong openFiles,
        OptionalLong maxFiles,
        Optional<Duration> processorTime,
        Optional<Duration> ioWait,
        long collections,
        Duration collectionTime) {
    private static final OptionalLong STACK = SystemFigures.stackBytes();

    static ProcessFigures now() {
        MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
        int threads = ManagementFactory.getThreadMXBean().getThreadCount();
        OptionalLong processor = SystemFigures.processorNanos();
        List<GarbageCollectorMXBean> collectors = ManagementFactory.getGarbageCollectorMXBeans();
        return new ProcessFigures(
                memory.getHeapMemoryUsage().getUsed(),
                memory.getHeapMemoryUsage().getMax(),
                memory.getNonHeapMemoryUsage().getUsed(),
                ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                        .filter(pool -> pool.getName().equals("direct"))
                        .mapToLong(BufferPoolMXBean::getMemoryUsed)
                        .sum(),
                STACK.isPresent() ? OptionalLong.of(threads * STACK.getAsLong()) : STACK,
                threads,
                SystemFigures.openFiles(),
                SystemFigures.mostFiles(),
                processor.isPresent() ? Optional.of(Duration.ofNanos(processor.getAsLong())) : Optional.empty(),
                CgroupPressure.read(Path.of("/"), "io").map(counted -> Duration.ofNanos(counted.someNanos())),
                collectors.stream()
                        .mapToLong(collector -> Math.max(0, collector.getCollectionCount()))
                        .sum(),
                Duration.ofMillis(collectors.stream()
                        .mapToLong(collector -> Math.max(0, collector.getCollectionTime()))
                        .sum()));
    }
}
