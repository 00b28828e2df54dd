package dev.steward.cli.show;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.testing.NothingLeftBehind;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(NothingLeftBehind.class)
class AlikeTest {
    @Test
    void whatIsAlikeIsToldOnceWithHowOftenInTheOrderOfTheFirst() {
        assertThat(Alike.lines(List.of("b1", "a1", "b2", "c1", "b3", "a2"), each -> each.charAt(0)))
                .containsExactly("b1 (and 2 more like it)", "a1 (and 1 more like it)", "c1");
    }

    @Test
    void nothingIsToldOfNothing() {
        assertThat(Alike.lines(List.of(), each -> each)).isEmpty();
    }
}
