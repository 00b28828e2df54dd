package dev.steward.jdbc;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
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

    /** A physical connection over a driver that answers as told. */
    static PhysicalConnection physical(Terms terms, Answer answer) {
        Connection raw = (Connection) Proxy.newProxyInstance(
                Calls.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                (proxy, method, arguments) -> answer.to(method));
        try {
            return new PhysicalConnection(raw, true, terms, terms.era().now());
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What a driver answers. */
    interface Answer {
        @Nullable
        Object to(Method called) throws Throwable;
    }

    /** Nothing, or an object of JDBC that itself answers nothing. */
    static @Nullable Object plainestAnswer(Method called) {
        Class<?> type = called.getReturnType();
        return type.isInterface() && type.getName().startsWith("java.sql.")
                ? Proxy.newProxyInstance(
                        Calls.class.getClassLoader(),
                        new Class<?>[] {type},
                        (proxy, method, arguments) -> plainest(method.getReturnType()))
                : plainest(type);
    }

    static @Nullable Object plainest(Class<?> type) {
        return type == Class.class ? String.class : PLAINEST.get(type);
    }
}
