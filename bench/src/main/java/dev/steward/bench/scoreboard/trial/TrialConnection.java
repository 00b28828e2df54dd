package dev.steward.bench.scoreboard.trial;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A connection of a {@link TrialDatabase}: the stub's, which remembers its state, with a record of how it was treated,
 * and a way to cut it. Threadsafe but for the state.
 */
public final class TrialConnection implements InvocationHandler {
    private static final Set<String> NOTED = Set.of("commit", "rollback", "abort", "close");

    private final TrialDatabase database;
    private final Connection stub;
    private final List<String> calls = new CopyOnWriteArrayList<>();
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile boolean cut;

    TrialConnection(TrialDatabase database, Connection stub) {
        this.database = database;
        this.stub = stub;
    }

    Connection asConnection() {
        return (Connection)
                Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {Connection.class}, this);
    }

    void cut() {
        cut = true;
    }

    /** Those of commit, rollback, abort and close that were called, in order. */
    public List<String> calls() {
        return calls;
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
        String name = method.getName();
        if (method.getDeclaringClass() == Object.class) {
            return switch (name) {
                case "equals" -> arguments != null && proxy == arguments[0];
                case "hashCode" -> System.identityHashCode(proxy);
                default -> "connection of " + database.url();
            };
        }
        if (NOTED.contains(name)) {
            calls.add(name);
        }
        if (name.equals("close") || name.equals("abort")) {
            if (closed.compareAndSet(false, true)) {
                database.closing();
            }
        } else if (name.equals("isValid")) {
            database.checked();
            if (cut) {
                return false;
            }
        } else if (cut && !name.equals("isClosed")) {
            throw new SQLException("the connection was cut", "08006");
        }
        Object result = call(method, stub, arguments);
        return result instanceof Statement statement ? counted(statement, method.getReturnType()) : result;
    }

    private Object counted(Statement statement, Class<?> type) {
        database.statements(1);
        AtomicBoolean open = new AtomicBoolean(true);
        return Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    if (method.getName().equals("close") && open.compareAndSet(true, false)) {
                        database.statements(-1);
                    } else if (cut && method.getName().startsWith("execute")) {
                        throw new SQLException("the connection was cut", "08006");
                    }
                    return call(method, statement, arguments);
                });
    }

    private static @Nullable Object call(Method method, Object target, Object @Nullable [] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }
}
