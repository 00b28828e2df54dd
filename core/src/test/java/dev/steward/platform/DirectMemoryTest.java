package dev.steward.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class DirectMemoryTest {
    @Test
    void theLimitIsWhatTheOptionSaysOrThatOfTheHeap() {
        assertThat(DirectMemory.limit(List.of("-Xmx1g", "-XX:MaxDirectMemorySize=8m")))
                .isEqualTo(8 << 20);
        assertThat(DirectMemory.limit(List.of("-XX:MaxDirectMemorySize=4096"))).isEqualTo(4096);
        assertThat(DirectMemory.limit(List.of("-XX:MaxDirectMemorySize=2G"))).isEqualTo(2L << 30);
        assertThat(DirectMemory.limit(List.of("-XX:MaxDirectMemorySize=0")))
                .isEqualTo(Runtime.getRuntime().maxMemory());
        assertThat(DirectMemory.limit(List.of())).isEqualTo(Runtime.getRuntime().maxMemory());
    }

    @Test
    void whatIsFreedIsCountedOut() {
        long before = DirectMemory.uncountedBytes();
        DirectMemory memory = DirectMemory.allocate(1 << 20);
        assertThat(DirectMemory.uncountedBytes() - before)
                .isEqualTo(Runtime.version().feature() >= 22 ? 1 << 20 : 0);
        memory.buffer().put(5, (byte) 1);
        memory.free();
        assertThat(DirectMemory.uncountedBytes()).isEqualTo(before);
    }
}
