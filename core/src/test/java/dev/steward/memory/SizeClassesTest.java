package dev.steward.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SizeClassesTest {
    private final SizeClasses sizes = SizeClasses.between(256, 1 << 20, 256);

    @Test
    void quarterStepsLieBetweenThePowersOfTwo() {
        List<Integer> first = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            first.add(sizes.size(i));
        }
        assertThat(first).containsExactly(256, 320, 384, 448, 512, 640, 768, 896, 1024, 1280);
        assertThat(sizes.size(sizes.count() - 1)).isEqualTo(1 << 20);
    }

    @Test
    void everyRequestGetsTheSmallestClassThatHoldsIt() {
        for (int bytes = 0; bytes <= 1 << 20; bytes++) {
            int index = sizes.indexOf(bytes);
            assertThat(sizes.size(index) >= bytes && (index == 0 || sizes.size(index - 1) < bytes))
                    .as("class %d of %d bytes for a request of %d", index, sizes.size(index), bytes)
                    .isTrue();
        }
    }

    @Test
    void whatIsLargerThanTheLargestHasNoClass() {
        assertThat(sizes.indexOf((1 << 20) + 1)).isEqualTo(sizes.count());
        assertThat(sizes.indexOf(Integer.MAX_VALUE)).isEqualTo(sizes.count());
    }

    @Test
    void lessThanAFifthIsWasted() {
        for (int bytes = 257; bytes <= 1 << 16; bytes++) {
            int size = sizes.size(sizes.indexOf(bytes));
            assertThat((double) (size - bytes) / size).isLessThan(0.2);
        }
    }

    @Test
    void oneClassIsEnough() {
        SizeClasses one = SizeClasses.between(4096, 4096, 256);
        assertThat(one.count()).isEqualTo(1);
        assertThat(one.indexOf(4096)).isZero();
        assertThat(one.indexOf(4097)).isEqualTo(1);
    }
}
