package dev.steward.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessMemoryTest {
    private static final long KIB = 1024;
    private static final long MIB = 1024 * KIB;

    /** A heap of 64 MiB in two mappings, code, a stack above its guard, a library, shared memory, and two more. */
    private static final String SMAPS = """
            560877fc2000-560877fc3000 r-xp 00000000 08:01 123                        /usr/bin/java
            Size:                  4 kB
            Rss:                   4 kB
            560878000000-560878100000 rw-p 00000000 00:00 0                          [heap]
            Rss:                 900 kB
            c0000000-c2000000 rw-p 00000000 00:00 0
            Rss:               20000 kB
            c2000000-c4000000 ---p 00000000 00:00 0
            Rss:                   0 kB
            7f0000000000-7f0000100000 rwxp 00000000 00:00 0
            Rss:                 300 kB
            VmFlags: rd wr ex
            7f1000000000-7f1000004000 ---p 00000000 00:00 0
            Rss:                   0 kB
            7f1000004000-7f1000100000 rw-p 00000000 00:00 0
            Rss:                 100 kB
            7f2000000000-7f2000100000 r--p 00000000 08:01 124                        /usr/lib/libc.so.6
            Rss:                 500 kB
            7f3000000000-7f3000100000 rw-s 00000000 00:01 125                        /dev/shm/segment
            Rss:                  50 kB
            7f4000000000-7f4000900000 rw-p 00000000 00:00 0
            Rss:                6000 kB
            7ffd00000000-7ffd00021000 rw-p 00000000 00:00 0                          [stack]
            Rss:                  40 kB
            """;

    private static final long TOTAL = 4 + 900 + 20000 + 300 + 100 + 500 + 50 + 6000 + 40;

    private static final ProcessMemory.Machine MACHINE =
            new ProcessMemory.Machine(32 * MIB, 64 * MIB, 3 * MIB, MIB, 2 * MIB, 0);

    @TempDir
    Path root;

    private ProcessMemory read(String name, String content) throws IOException {
        Path file = root.resolve("proc/self").resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
        return ProcessMemory.read(root, MACHINE);
    }

    private static long resident(ProcessMemory memory, String part) {
        return memory.parts().stream()
                .filter(each -> each.name().equals(part))
                .findFirst()
                .orElseThrow()
                .resident();
    }

    private static long sum(ProcessMemory memory) {
        return memory.parts().stream().mapToLong(ProcessMemory.Part::resident).sum();
    }

    @Test
    void thePartsAddUpToWhatIsResident() throws IOException {
        ProcessMemory memory = read("smaps", SMAPS);
        assertThat(memory.resident()).hasValue(TOTAL * KIB);
        assertThat(sum(memory)).isEqualTo(TOTAL * KIB);
        assertThat(resident(memory, "heap")).isEqualTo(20000 * KIB);
        assertThat(resident(memory, "code cache")).isEqualTo(300 * KIB);
        assertThat(resident(memory, "thread stacks")).isEqualTo(140 * KIB);
        assertThat(resident(memory, "mapped files")).isEqualTo(504 * KIB);
        assertThat(resident(memory, "shared memory")).isEqualTo(50 * KIB);
        assertThat(resident(memory, "metaspace")).isEqualTo(3 * MIB);
        assertThat(resident(memory, "direct buffers")).isEqualTo(2 * MIB);
        assertThat(memory.unexplained()).isEqualTo(6900 * KIB - 5 * MIB);
    }

    @Test
    void nothingIsExplainedTwiceWhereTheMachineHasAskedForMoreThanIsResident() throws IOException {
        ProcessMemory memory =
                read("smaps", SMAPS.replace("Rss:                6000 kB", "Rss:                2500 kB"));
        assertThat(sum(memory)).isEqualTo((TOTAL - 3500) * KIB);
        assertThat(resident(memory, "metaspace")).isEqualTo(3 * MIB);
        assertThat(resident(memory, "direct buffers")).isEqualTo(3400 * KIB - 3 * MIB);
        assertThat(memory.unexplained()).isZero();
    }

    @Test
    void withoutTheMappingsTheTotalIsSharedOutByWhatTheMachineSays() throws IOException {
        ProcessMemory memory = read("status", "Name:\tjava\nVmRSS:\t   51200 kB\nThreads:\t9\n");
        assertThat(memory.resident()).hasValue(50 * MIB);
        assertThat(sum(memory)).isEqualTo(50 * MIB);
        assertThat(resident(memory, "heap")).isEqualTo(32 * MIB);
        assertThat(memory.unexplained()).isEqualTo(12 * MIB);
    }

    @Test
    void theRollUpWillDoAsWell() throws IOException {
        ProcessMemory memory =
                read("smaps_rollup", "5608-7fff ---p 0 00:00 0   [rollup]\nRss:    51200 kB\nPss: 1 kB\n");
        assertThat(memory.resident()).hasValue(50 * MIB);
    }

    @Test
    void withoutProcTheMachinesFiguresStandAlone() {
        ProcessMemory memory = ProcessMemory.read(root, MACHINE);
        assertThat(memory.resident()).isEmpty();
        assertThat(memory.container()).isEmpty();
        assertThat(resident(memory, "heap")).isEqualTo(32 * MIB);
        assertThat(memory.unexplained()).isZero();
        assertThat(memory.text()).contains("not known");
    }

    @Test
    void theContainerStandsBelowTheTable() throws IOException {
        Path group = Files.createDirectories(root.resolve("sys/fs/cgroup"));
        Files.writeString(group.resolve("memory.max"), "536870912\n");
        Files.writeString(group.resolve("memory.current"), "104857600\n");
        Files.writeString(group.resolve("memory.stat"), "inactive_file 20971520\n");
        Files.createDirectories(root.resolve("proc/self"));
        Files.writeString(root.resolve("proc/self/mountinfo"), "30 23 0:26 / /sys/fs/cgroup rw - cgroup2 cgroup2 rw\n");
        Files.writeString(root.resolve("proc/self/cgroup"), "0::/\n");
        ProcessMemory memory = read("smaps", SMAPS);
        assertThat(memory.container().orElseThrow().workingSet()).isEqualTo(OptionalLong.of(80 * MIB));
        assertThat(memory.text())
                .contains("container: 100 MiB of 512 MiB used, 80.0 MiB without cached files")
                .contains("ended for lack of memory: not known");
    }

    @Test
    void theRealProcessIsExplainedForTheMostPart() {
        assumeTrue(Files.isReadable(Path.of("/proc/self/smaps")), "needs Linux");
        ByteBuffer direct = ByteBuffer.allocateDirect(64 << 20);
        for (int i = 0; i < direct.capacity(); i += 4096) {
            direct.put(i, (byte) 1);
        }
        ProcessMemory memory = ProcessMemory.now();
        assertThat(memory.resident().orElseThrow()).isGreaterThan(64 * MIB);
        assertThat(sum(memory)).isEqualTo(memory.resident().orElseThrow());
        assertThat(memory.parts())
                .allSatisfy(part -> assertThat(part.resident()).isNotNegative());
        assertThat(resident(memory, "direct buffers")).isGreaterThanOrEqualTo(64 * MIB);
        assertThat(resident(memory, "heap")).as(memory.text()).isPositive();
        assertThat(resident(memory, "thread stacks")).as(memory.text()).isPositive();
        assertThat(resident(memory, "code cache")).as(memory.text()).isPositive();
        assertThat(resident(memory, "mapped files")).as(memory.text()).isPositive();
        assertThat(memory.unexplained())
                .as(memory.text())
                .isLessThan(memory.resident().orElseThrow() / 2);
        assertThat(direct.get(0)).isEqualTo((byte) 1);
    }
}
