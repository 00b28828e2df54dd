package dev.steward.work;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.testing.NothingLeftBehind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(NothingLeftBehind.class)
class WorkersPriorityTest {
    @Test
    void theUrgentGoFirstAndTheOldestOfThemBeforeTheOthers() throws Exception {
        List<String> order = Collections.synchronizedList(new ArrayList<>());
        try (Workers workers = Workers.cpuBound("sort").threads(1).queue(10).build()) {
            Gate gate = new Gate();
            workers.execute(gate);
            gate.awaitBegun();
            workers.execute(() -> order.add("low"), Priority.LOW);
            workers.execute(() -> order.add("normal"));
            workers.execute(() -> order.add("high 1"), Priority.HIGH);
            Future<Boolean> last = workers.submit(() -> order.add("high 2"), Priority.HIGH);
            Future<Boolean> low = workers.submit(() -> order.add("low 2"), Priority.LOW);
            gate.letGo();
            assertThat(last.get()).isTrue();
            assertThat(low.get()).isTrue();
        }
        assertThat(order).containsExactly("high 1", "high 2", "normal", "low", "low 2");
    }

    @Test
    void theUrgentOvertakeWhatAWorkerHasTakenAlong() throws Exception {
        List<String> order = Collections.synchronizedList(new ArrayList<>());
        try (Workers workers = Workers.cpuBound("sort").threads(1).queue(200).build()) {
            Gate gate = new Gate();
            workers.execute(gate);
            gate.awaitBegun();
            Gate second = new Gate();
            workers.execute(second);
            for (int i = 0; i < 100; i++) {
                workers.execute(() -> order.add("normal"));
            }
            gate.letGo();
            second.awaitBegun();
            workers.execute(() -> order.add("high"), Priority.HIGH);
            second.letGo();
        }
        assertThat(order).hasSize(101).startsWith("high");
    }

    @Test
    void nobodyIsForgotten() throws Exception {
        List<String> order = Collections.synchronizedList(new ArrayList<>());
        try (Workers workers = Workers.cpuBound("sort").threads(1).queue(200).build()) {
            Gate gate = new Gate();
            workers.execute(gate);
            gate.awaitBegun();
            workers.execute(() -> order.add("low"), Priority.LOW);
            for (int i = 0; i < 100; i++) {
                workers.execute(() -> order.add("high"), Priority.HIGH);
            }
            gate.letGo();
        }
        assertThat(order.indexOf("low")).isBetween(1, 20);
    }
}
