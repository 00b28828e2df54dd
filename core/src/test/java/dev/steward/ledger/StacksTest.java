package dev.steward.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.testing.NothingLeftBehind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(NothingLeftBehind.class)
class StacksTest {
    @Test
    void aStackThatMayNotBeReadIsDoneWithout() throws Exception {
        try (Crowd crowd = new Crowd()) {
            Thread secretive = new Thread("secretive") {
                @Override
                public void run() {
                    try {
                        crowd.awaitGo();
                    } catch (InterruptedException over) {
                        interrupt();
                    }
                }

                @Override
                public StackTraceElement[] getStackTrace() {
                    throw new SecurityException("not for you");
                }
            };
            secretive.start();
            assertThat(Stacks.of(secretive)).isEmpty();
            assertThat(Stacks.of(secretive)).isEmpty();
            crowd.finish();
            secretive.join();
        }
    }

    @Test
    void aThreadThatHasEndedIsNowhere() throws Exception {
        Thread ended = new Thread(() -> {}, "ended");
        ended.start();
        ended.join();
        assertThat(Stacks.of(ended)).isEmpty();
        assertThat(Stacks.of(null)).isEmpty();
    }
}
