package dev.steward.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CgroupTest {
    private static final String SECOND =
            "30 23 0:26 / /sys/fs/cgroup rw,nosuid shared:4 - cgroup2 cgroup2 rw,nsdelegate\n";
    private static final String FIRST = "35 31 0:32 / /sys/fs/cgroup/memory rw,relatime - cgroup cgroup rw,memory\n";

    @TempDir
    Path root;

    private void file(String path, String content) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }

    private Cgroup read() {
        return Cgroup.read(root).orElseThrow();
    }

    private static OptionalLong mib(long mib) {
        return OptionalLong.of(mib << 20);
    }

    @Test
    void versionTwo() throws IOException {
        file("proc/self/mountinfo", SECOND);
        file("proc/self/cgroup", "0::/system.slice/app.service\n");
        String group = "sys/fs/cgroup/system.slice/app.service/";
        file(group + "memory.max", "536870912\n");
        file(group + "memory.high", "max\n");
        file(group + "memory.current", "104857600\n");
        file(group + "memory.swap.max", "0\n");
        file(group + "memory.stat", "anon 50\nfile 70\ninactive_file 20971520\n");
        file(group + "memory.events", "low 0\nhigh 3\nmax 2\noom 1\noom_kill 4\n");
        assertThat(read())
                .isEqualTo(new Cgroup(
                        2,
                        root.resolve(group),
                        mib(512),
                        OptionalLong.empty(),
                        mib(100),
                        mib(20),
                        OptionalLong.of(0),
                        OptionalLong.of(4)));
    }

    @Test
    void aLimitFurtherUpCounts() throws IOException {
        file("proc/self/mountinfo", SECOND);
        file("proc/self/cgroup", "0::/pod/container\n");
        file("sys/fs/cgroup/pod/memory.max", "1048576\n");
        file("sys/fs/cgroup/pod/memory.high", "524288\n");
        file("sys/fs/cgroup/pod/container/memory.max", "max\n");
        file("sys/fs/cgroup/pod/container/memory.current", "4096\n");
        assertThat(read().limit()).isEqualTo(mib(1));
        assertThat(read().throttle()).hasValue(524288);
        assertThat(read().used()).hasValue(4096);
        assertThat(read().kills()).isEmpty();
    }

    @Test
    void versionOne() throws IOException {
        file("proc/self/mountinfo", FIRST);
        file("proc/self/cgroup", "4:cpu,cpuacct:/other\n3:memory:/app\n0::/\n");
        String group = "sys/fs/cgroup/memory/app/";
        file("sys/fs/cgroup/memory/memory.limit_in_bytes", "9223372036854771712\n");
        file(group + "memory.limit_in_bytes", "536870912\n");
        file(group + "memory.memsw.limit_in_bytes", "637534208\n");
        file(group + "memory.usage_in_bytes", "104857600\n");
        file(group + "memory.stat", "cache 1\ntotal_inactive_file 20971520\n");
        file(group + "memory.oom_control", "oom_kill_disable 0\nunder_oom 0\noom_kill 2\n");
        assertThat(read())
                .isEqualTo(new Cgroup(
                        1,
                        root.resolve(group),
                        mib(512),
                        OptionalLong.empty(),
                        mib(100),
                        mib(20),
                        mib(96),
                        OptionalLong.of(2)));
    }

    @Test
    void versionOneHasTheMemoryWhereBothAreMounted() throws IOException {
        file("proc/self/mountinfo", SECOND.replace("/sys/fs/cgroup ", "/sys/fs/cgroup/unified ") + FIRST);
        file("proc/self/cgroup", "3:memory:/\n0::/\n");
        file("sys/fs/cgroup/memory/memory.limit_in_bytes", "9223372036854771712\n");
        file("sys/fs/cgroup/memory/memory.usage_in_bytes", "4096\n");
        Files.createDirectories(root.resolve("sys/fs/cgroup/unified"));
        assertThat(read().version()).isEqualTo(1);
        assertThat(read().limit()).isEmpty();
        assertThat(read().used()).hasValue(4096);
    }

    @Test
    void aContainerSeesOnlyItsOwnPart() throws IOException {
        file("proc/self/mountinfo", FIRST.replace(" / /sys", " /docker/abc /sys") + "garbage\n12 13 - cgroup\n");
        file("proc/self/cgroup", "3:memory:/docker/abc\n");
        file("sys/fs/cgroup/memory/memory.usage_in_bytes", "8192\n");
        file("sys/fs/cgroup/memory/memory.limit_in_bytes", "16384\n");
        assertThat(read().limit()).hasValue(16384);
        assertThat(read().path()).isEqualTo(root.resolve("sys/fs/cgroup/memory"));
    }

    @Test
    void aPathThatLeadsOutOfTheMountIsNotFollowed() throws IOException {
        file("proc/self/mountinfo", SECOND);
        file("proc/self/cgroup", "0::/../../elsewhere\n");
        file("sys/fs/cgroup/memory.current", "4096\n");
        file("sys/elsewhere/memory.current", "1\n");
        assertThat(read().used()).hasValue(4096);
    }

    @Test
    void nonsenseIsNoFigure() throws IOException {
        file("proc/self/mountinfo", SECOND);
        file("proc/self/cgroup", "0::/\n");
        file("sys/fs/cgroup/memory.current", "many\n");
        file("sys/fs/cgroup/memory.max", "99999999999999999999\n");
        file("sys/fs/cgroup/memory.stat", "inactive_file\n\n = 4\ninactive_file x\n");
        assertThat(read().used()).isEmpty();
        assertThat(read().limit()).isEmpty();
        assertThat(read().reclaimable()).isEmpty();
    }

    @Test
    void withoutControlGroupsThereIsNothing() throws IOException {
        assertThat(Cgroup.read(root)).isEmpty();
        file("proc/self/mountinfo", SECOND);
        file("proc/self/cgroup", "0::/\n");
        assertThat(Cgroup.read(root)).isEmpty();
    }

    @Test
    void theRealSystemIsReadWithoutAnError() {
        Cgroup.read(Path.of("/")).ifPresent(group -> {
            assertThat(group.version()).isBetween(1, 2);
            assertThat(group.used().orElse(0)).isNotNegative();
        });
    }
}
