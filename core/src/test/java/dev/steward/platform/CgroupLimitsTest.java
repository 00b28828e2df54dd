package dev.steward.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CgroupLimitsTest {
    private static final String SECOND =
            "30 23 0:26 / /sys/fs/cgroup rw,nosuid shared:4 - cgroup2 cgroup2 rw,nsdelegate\n";
    private static final String FIRST = """
            35 31 0:32 / /sys/fs/cgroup/cpu rw,relatime - cgroup cgroup rw,cpu,cpuacct
            36 31 0:33 / /sys/fs/cgroup/pids rw,relatime - cgroup cgroup rw,pids
            """;

    @TempDir
    Path root;

    private void file(String path, String content) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }

    private void versionTwo(String quota, String threads) throws IOException {
        file("proc/self/mountinfo", SECOND);
        file("proc/self/cgroup", "0::/pod/container\n");
        file("sys/fs/cgroup/pod/cpu.max", "200000 100000\n");
        file("sys/fs/cgroup/pod/container/cpu.max", quota + " 100000\n");
        file("sys/fs/cgroup/pod/container/cpu.stat", "usage_usec 7\nnr_periods 40\nnr_throttled 3\n");
        file("sys/fs/cgroup/pod/container/pids.max", threads + "\n");
        file("sys/fs/cgroup/pod/container/pids.current", "90\n");
    }

    @Test
    void versionTwo() throws IOException {
        versionTwo("50000", "100");
        assertThat(CgroupCpu.read(root).quota()).hasValue(0.5);
        assertThat(CgroupCpu.read(root).periods()).hasValue(40);
        assertThat(CgroupCpu.read(root).throttled()).hasValue(3);
        assertThat(CgroupPids.read(root).limit()).hasValue(100);
        assertThat(CgroupPids.read(root).used()).hasValue(90);
    }

    @Test
    void theLowestQuotaOnTheWayUpCounts() throws IOException {
        versionTwo("max", "max");
        assertThat(CgroupCpu.read(root).quota()).hasValue(2);
        assertThat(CgroupPids.read(root).limit()).isEmpty();
    }

    @Test
    void versionOne() throws IOException {
        file("proc/self/mountinfo", FIRST);
        file("proc/self/cgroup", "4:cpu,cpuacct:/app\n3:pids:/app\n0::/\n");
        file("sys/fs/cgroup/cpu/app/cpu.cfs_quota_us", "150000\n");
        file("sys/fs/cgroup/cpu/app/cpu.cfs_period_us", "100000\n");
        file("sys/fs/cgroup/cpu/app/cpu.stat", "nr_periods 10\nnr_throttled 0\nthrottled_time 0\n");
        file("sys/fs/cgroup/cpu/cpu.cfs_quota_us", "-1\n");
        file("sys/fs/cgroup/cpu/cpu.cfs_period_us", "100000\n");
        file("sys/fs/cgroup/pids/app/pids.max", "64\n");
        file("sys/fs/cgroup/pids/app/pids.current", "12\n");
        assertThat(CgroupCpu.read(root).quota()).hasValue(1.5);
        assertThat(CgroupPids.read(root)).isEqualTo(new CgroupPids(OptionalLong.of(64), OptionalLong.of(12)));
    }

    @Test
    void withoutControlGroupsNothingIsLimited() {
        assertThat(CgroupCpu.read(root).quota()).isEmpty();
        assertThat(CgroupPids.read(root).limit()).isEmpty();
    }
}
