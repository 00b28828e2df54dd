package dev.steward.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steward.resource.Budget;
import dev.steward.resource.Kind;
import dev.steward.testing.NothingLeftBehind;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(NothingLeftBehind.class)
class WorkersBuilderTest {
    private static final int CORES = Runtime.getRuntime().availableProcessors();

    @Test
    void thePurposeGivesTheSize() {
        try (Workers parse = Workers.cpuBound("parse").build();
                Workers fetch = Workers.ioBound("fetch").build();
                Workers query = Workers.ioBound("query").blockingFactor(1.5).build()) {
            assertThat(parse.usage().limit()).isEqualTo(CORES);
            assertThat(fetch.usage().limit()).isEqualTo(10L * CORES);
            assertThat(query.usage().limit()).isEqualTo(Math.round(2.5 * CORES));
        }
    }

    @Test
    void allConflictsAreReportedAtOnce() {
        WorkersBuilder builder = Workers.cpuBound(" ")
                .threads(0)
                .blockingFactor(-1)
                .queue(-1)
                .whenFull(Policy.REJECT)
                .submitTimeout(Duration.ofSeconds(1))
                .taskTimeout(Duration.ZERO)
                .idleTimeout(Duration.ZERO);
        assertThatThrownBy(() -> builder.buildWithin(Budget.of(Kind.FILES, "files", 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("name: must not be blank")
                .hasMessageContaining("threads: must be 1 to 32768, got 0")
                .hasMessageContaining("blockingFactor: must be 0 or more, got -1.0")
                .hasMessageContaining("blockingFactor: is for Workers.ioBound")
                .hasMessageContaining("blockingFactor: threads is set as well")
                .hasMessageContaining("queue: must be 0 or more, got -1")
                .hasMessageContaining("submitTimeout: nobody waits with whenFull REJECT")
                .hasMessageContaining("taskTimeout: must be more than zero")
                .hasMessageContaining("idleTimeout: must be more than zero")
                .hasMessageContaining("kind: what is built holds threads, but budget files is one of files");
    }
}
