package dev.steward.resource;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ForwardingManagedTest {
    @Test
    void everythingThatAManagedThingAnswersIsForwarded() {
        assertThat(Arrays.stream(Managed.class.getMethods())
                        .filter(method -> !Modifier.isStatic(method.getModifiers()))
                        .filter(method -> !isCloseWithoutDeadline(method)))
                .allSatisfy(method -> assertThat(
                                ForwardingManaged.class.getDeclaredMethod(method.getName(), method.getParameterTypes()))
                        .isNotNull());
    }

    /** Which is the other one, with the usual deadline. */
    private static boolean isCloseWithoutDeadline(Method method) {
        return method.getName().equals("close") && method.getParameterCount() == 0;
    }
}
