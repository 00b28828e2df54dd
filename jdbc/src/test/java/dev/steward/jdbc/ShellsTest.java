package dev.steward.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every method of every shell, by reflection: that it is passed on to the same method of the driver, and that it is
 * refused once the lease is over. No driver implements them all, so an echo stands in for it here.
 */
final class ShellsTest {
    /** What a shell answers itself, or passes on in its own way. Each is tested with real databases. */
    private static final Map<Class<?>, Set<String>> OWN = Map.of(
            Connection.class, Set.of("close", "isClosed", "isValid", "abort"),
            Statement.class, Set.of("getConnection", "isClosed", "close"),
            PreparedStatement.class, Set.of("getConnection", "isClosed", "close"),
            CallableStatement.class, Set.of("getConnection", "isClosed", "close"),
            ResultSet.class, Set.of("getStatement", "isClosed", "close"),
            DatabaseMetaData.class, Set.of("getConnection", "getDriverMajorVersion", "getDriverMinorVersion"));

    private final AtomicReference<@Nullable Method> echoed = new AtomicReference<>();
    private final LeaseOfNothing lease = new LeaseOfNothing();
    private final Tenure tenure = new Tenure(lease, Calls.physical(Terms.of("shells"), Calls::plainestAnswer), false);

    static Stream<Class<?>> interfaces() {
        return OWN.keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("interfaces")
    void everyMethodReachesTheSameMethodOfTheDriver(Class<?> type) throws Throwable {
        Object shell = shellOf(type);
        for (Method method : Calls.of(type).toList()) {
            if (!isOwn(type, method) && !isWrapping(method)) {
                echoed.set(null);
                Calls.call(shell, method);
                assertThat(signature(echoed.get())).isEqualTo(signature(method));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("interfaces")
    void everyMethodIsWrittenOut(Class<?> type) throws NoSuchMethodException {
        Class<?> shell = shellOf(type).getClass();
        for (Method method : Calls.of(type).toList()) {
            Method written = shell.getMethod(method.getName(), method.getParameterTypes());
            assertThat(written.getDeclaringClass().isInterface())
                    .as("a default method that the driver may do better: %s", method)
                    .isFalse();
        }
    }

    @ParameterizedTest
    @MethodSource("interfaces")
    void everyMethodIsRefusedOnceTheLeaseIsOver(Class<?> type) {
        Object shell = shellOf(type);
        tenure.end();
        for (Method method : Calls.of(type).toList()) {
            if (!isOwn(type, method)) {
                echoed.set(null);
                Throwable refusal = catchThrowable(() -> Calls.call(shell, method));
                assertThat(refusal).as("%s", method).isInstanceOf(SQLException.class);
                assertThat(((SQLException) refusal).getSQLState()).isEqualTo("08003");
                assertThat(echoed.get()).as("%s reached the driver", method).isNull();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("interfaces")
    void everyFailureIsLookedAt(Class<?> type) {
        for (Method method : Calls.of(type).toList()) {
            if (!isOwn(type, method) && !isWrapping(method)) {
                ShellsTest fresh = new ShellsTest();
                Object shell = fresh.shellOf(type, called -> {
                    throw new SQLException("the line is dead", "08006");
                });
                Throwable failure = catchThrowable(() -> Calls.call(shell, method));
                // Client info has an exception of its own, which the echo cannot throw.
                if (!method.getName().equals("setClientInfo")) {
                    assertThat(failure).as("%s", method).hasMessage("the line is dead");
                    assertThat(fresh.tenure.isBroken()).as("%s", method).isTrue();
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"08006, invalidated", "57P01, invalidated", "23505, closed"})
    void aConnectionThatBrokeIsNotGivenBack(String state, String end) {
        Connection raw = driver(Connection.class, called -> {
            if (called.getName().equals("createStatement")) {
                throw new SQLException("reason", state);
            }
            return Calls.plainest(called.getReturnType());
        });
        LeasedConnection connection = new LeasedConnection(raw, tenure);
        assertThat(catchThrowable(connection::createStatement)).hasMessage("reason");
        connection.close();
        connection.close();
        assertThat(lease.ends).containsExactly(end);
    }

    private static boolean isOwn(Class<?> type, Method method) {
        return OWN.getOrDefault(type, Set.of()).contains(method.getName());
    }

    private static boolean isWrapping(Method method) {
        return method.getName().equals("unwrap") || method.getName().equals("isWrapperFor");
    }

    private static String signature(@Nullable Method method) {
        return method == null ? "nothing" : method.getName() + Arrays.toString(method.getParameterTypes());
    }

    private Object shellOf(Class<?> type) {
        return shellOf(type, called -> {
            echoed.set(called);
            return answer(called.getReturnType());
        });
    }

    private Object shellOf(Class<?> type, Echo echo) {
        LeasedConnection connection = new LeasedConnection(driver(Connection.class, echo), tenure);
        Map<Class<?>, Function<Class<?>, Object>> shells = Map.of(
                Connection.class, any -> connection,
                Statement.class, any -> new LeasedStatement<>(connection, driver(Statement.class, echo), null),
                PreparedStatement.class,
                        any -> new LeasedPreparedStatement<>(
                                connection, driver(PreparedStatement.class, echo), "select"),
                CallableStatement.class,
                        any -> new LeasedCallableStatement(connection, driver(CallableStatement.class, echo), "call"),
                ResultSet.class, any -> new LeasedResultSet(tenure, null, driver(ResultSet.class, echo)),
                DatabaseMetaData.class,
                        any -> new LeasedDatabaseMetaData(connection, driver(DatabaseMetaData.class, echo)));
        return Objects.requireNonNull(shells.get(type)).apply(type);
    }

    private static <T> T driver(Class<T> type, Echo echo) {
        return type.cast(Proxy.newProxyInstance(
                ShellsTest.class.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> echo.to(method)));
    }

    private static @Nullable Object answer(Class<?> type) {
        return type.isInterface() && type.getName().startsWith("java.sql.")
                ? driver(type, called -> null)
                : Calls.plainest(type);
    }

    /** What the stand-in does. */
    private interface Echo {
        @Nullable
        Object to(Method called) throws SQLException;
    }
}
