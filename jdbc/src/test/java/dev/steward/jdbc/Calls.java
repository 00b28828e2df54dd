package dev.steward.jdbc;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Calls methods that are known by reflection only, with the plainest arguments there are. */
final class Calls {
    private static final Map<Class<?>, Object> PLAINEST = Map.of(
            boolean.class,
            false,
            byte.class,
            (byte) 0,
            short.class,
            (short) 0,
            int.class,
            0,
            long.class,
            0L,
            float.class,
            0f,
            double.class,
            0d);

    private Calls() {}

    /** The methods of a JDBC interface, default ones and inherited ones too. */
    static Stream<Method> of(Class<?> jdbcInterface) {
        return Arrays.stream(jdbcInterface.getMethods()).filter(method -> !Modifier.isStatic(method.getModifiers()));
    }

    static @Nullable Object call(Object target, Method method) throws Throwable {
        Object[] arguments =
                Arrays.stream(method.getParameterTypes()).map(Calls::plainest).toArray();
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw Objects.requireNonNull(e.getCause());
        }
    }

    static @Nullable Object plainest(Class<?> type) {
        return type == Class.class ? String.class : PLAINEST.get(type);
    }
}
