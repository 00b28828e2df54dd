package dev.steward.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.steward.Steward;
import dev.steward.files.FilePool;
import dev.steward.files.FileView;
import dev.steward.memory.BufferPool;
import dev.steward.memory.ByteArrayPool;
import dev.steward.memory.MemoryReservation;
import dev.steward.memory.MemoryReservations;
import dev.steward.resource.Lease;
import dev.steward.resource.Tracing;
import dev.steward.testing.NothingLeftBehind;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What is not built on the slot pool tells as well when all the leases of a site have become long. */
@ExtendWith(NothingLeftBehind.class)
class SlowSitesTest {
    private static final Set<String> ALL = Set.of("buffers", "arrays", "sorts", "files");

    private static final int SHORT = 300;
    private static final int LONG = 100;

    @TempDir
    Path directory = Path.of("");

    @Test
    void aSiteWhoseLeasesHaveAllBecomeLongIsToldWhateverItLeases() throws Exception {
        Path file = Files.writeString(directory.resolve("a"), "text");
        try (Steward steward = Steward.builder()
                .ledger(Ledger.builder().tick(Duration.ofMillis(10)).tracing(Tracing.ALL))
                .shutdownHook(false)
                .build()) {
            BufferPool buffers = steward.manage(BufferPool.builder("buffers"));
            ByteArrayPool arrays = steward.manage(ByteArrayPool.blueprint(BufferPool.builder("arrays")));
            MemoryReservations sorts = steward.manage(MemoryReservations.blueprint("sorts"));
            FilePool files = steward.manage(FilePool.builder("files").maximum(10));
            // Elsewhere, so that what the first lease of all waits for is not taken for the usual time of the site.
            files.view(file).close();
            sorts.reserve("a sort", 1000).close();
            arrays.acquire(1000).close();
            buffers.acquire(1000).close();
            for (int i = 0; i < SHORT + LONG && !slow(steward).containsAll(ALL); i++) {
                try (Lease<ByteBuffer> buffer = buffers.acquire(1000);
                        Lease<byte[]> array = arrays.acquire(1000);
                        MemoryReservation sort = sorts.reserve("a sort", 1000);
                        Lease<FileView> view = files.view(file)) {
                    assertThat(buffer.isOpen() && array.isOpen() && view.isOpen() && sort.bytes() > 0)
                            .isTrue();
                    rest(i < SHORT ? 1 : 60);
                }
            }
            await().untilAsserted(() -> assertThat(slow(steward)).containsAll(ALL));
            assertThat(steward.ledger().history())
                    .filteredOn(each -> each.verdict() == Verdict.SLOW_SITE)
                    .allSatisfy(each -> assertThat(each.site()).asString().contains("SlowSitesTest"));
        }
    }

    private static Set<String> slow(Steward steward) {
        return steward.ledger().history().stream()
                .filter(each -> each.verdict() == Verdict.SLOW_SITE)
                .map(Suspicion::owner)
                .collect(Collectors.toSet());
    }

    private static void rest(long millis) {
        long until = System.nanoTime() + Duration.ofMillis(millis).toNanos();
        while (System.nanoTime() < until) {
            LockSupport.parkNanos(until - System.nanoTime());
        }
    }
}
