package dev.steward.jdbc;

import dev.steward.resource.Conflicts;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** A driver's data source that is named by its class, and whose properties are set by their names. Stateless. */
final class DataSourceBean {
    private DataSourceBean() {}

    /** Makes one; what goes wrong is noted. */
    static Optional<DataSource> make(String className, Map<String, String> properties, Conflicts conflicts) {
        try {
            Class<?> type = Class.forName(className, true, loader());
            DataSource source = (DataSource) type.getDeclaredConstructor().newInstance();
            properties.forEach((name, value) -> set(source, name, value, conflicts));
            return Optional.of(source);
        } catch (ReflectiveOperationException | LinkageError | ClassCastException e) {
            conflicts.expect(
                    false,
                    "dataSourceClassName: " + className + " cannot be used: " + e
                            + "; it must be a DataSource on the class"
                            + " path with a public constructor without arguments");
            return Optional.empty();
        }
    }

    private static ClassLoader loader() {
        @Nullable ClassLoader ofProgram = Thread.currentThread().getContextClassLoader();
        return ofProgram == null ? DataSourceBean.class.getClassLoader() : ofProgram;
    }

    private static void set(DataSource source, String name, String value, Conflicts conflicts) {
        List<Method> setters = Arrays.stream(source.getClass().getMethods())
                .filter(method -> method.getName().equalsIgnoreCase("set" + name) && method.getParameterCount() == 1)
                .toList();
        for (Method setter : setters) {
            Optional<Object> converted = convert(value, setter.getParameterTypes()[0]);
            if (converted.isPresent()) {
                call(source, setter, converted.get(), name, conflicts);
                return;
            }
        }
        List<String> names = Arrays.stream(source.getClass().getMethods())
                .filter(method -> method.getName().startsWith("set") && method.getParameterCount() == 1)
                .map(method -> Character.toLowerCase(method.getName().charAt(3))
                        + method.getName().substring(4))
                .toList();
        conflicts.expect(
                false,
                setters.isEmpty()
                        ? "dataSource." + name + ": " + source.getClass().getName() + " has no such property"
                                + Spelling.suggestion(name, names)
                        : "dataSource." + name + ": its value does not fit " + setters.get(0));
    }

    /** What the driver says is not quoted: it may quote the value, which may be a secret. */
    private static void call(DataSource source, Method setter, Object value, String name, Conflicts conflicts) {
        try {
            setter.invoke(source, value);
        } catch (IllegalAccessException | InvocationTargetException e) {
            Throwable reason = e.getCause() == null ? e : e.getCause();
            conflicts.expect(
                    false,
                    "dataSource." + name + ": " + source.getClass().getName() + " refuses its value with "
                            + reason.getClass().getName());
        }
    }

    private static Optional<Object> convert(String value, Class<?> type) {
        try {
            if (type == String.class) {
                return Optional.of(value);
            } else if (type == int.class || type == Integer.class) {
                return Optional.of(Integer.valueOf(value));
            } else if (type == long.class || type == Long.class) {
                return Optional.of(Long.valueOf(value));
            } else if (type == boolean.class || type == Boolean.class) {
                return Optional.of(Boolean.valueOf(value));
            } else if (type == char[].class) {
                return Optional.of(value.toCharArray());
            } else if (type == Duration.class) {
                return Optional.of(Duration.ofMillis(Long.parseLong(value)));
            }
            return Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
