package dev.steward.monitor;

import java.time.Duration;
import java.time.Instant;

/**
 * The process over a stretch of time, from the snapshots taken in it. Immutable.
 *
 * @param from when it begins
 * @param length how long it is
 * @param snapshots how many there were
 * @param heapUsed bytes of heap in use on average, garbage included
 * @param mostHeapUsed the most that was seen
 * @param nonHeapUsed bytes of metaspace, code cache and the like, on average
 * @param directUsed bytes of direct buffers on average
 * @param cached bytes in caches on average
 * @param threads live platform threads on average
 * @param openFiles open file descriptors on average; 0.0 where the system does not tell
 * @param processors how many processors were busy on average; 0.0 where the system does not tell
 * @param ioWait the share of the time in which some task stood still for want of input or output; 0.0 where the system
 *     does not count it
 * @param collecting the share of the time that collecting garbage took
 */
public record ProcessStretch(
        Instant from,
        Duration length,
        int snapshots,
        double heapUsed,
        long mostHeapUsed,
        double nonHeapUsed,
        double directUsed,
        double cached,
        double threads,
        double openFiles,
        double processors,
        double ioWait,
        double collecting) {}
