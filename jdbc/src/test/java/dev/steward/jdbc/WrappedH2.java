package dev.steward.jdbc;

import java.io.PrintWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** H2 in memory behind a driver that notes what it is called for, and fails when it is told to. Threadsafe. */
final class WrappedH2 implements DataSource {
    final List<String> calls = new CopyOnWriteArrayList<>();
    private final String url;
    private volatile @Nullable SQLException connectFailure;

    WrappedH2(String name) {
        url = "jdbc:h2:mem:" + name + ";DB_CLOSE_DELAY=-1";
    }

    /** Refuses connections from now on; or lets them be opened again. */
    void refuse(@Nullable SQLException failure) {
        connectFailure = failure;
    }

    @Override
    public Connection getConnection() throws SQLException {
        calls.add("connect");
        SQLException failure = connectFailure;
        if (failure != null) {
            throw failure;
        }
        Connection raw = DriverManager.getConnection(url, "sa", "");
        return (Connection) Proxy.newProxyInstance(
                WrappedH2.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                (proxy, method, arguments) -> call(raw, method, arguments));
    }

    private @Nullable Object call(Connection raw, Method method, @Nullable Object[] arguments) throws Throwable {
        calls.add(method.getName());
        try {
            return method.invoke(raw, arguments);
        } catch (InvocationTargetException e) {
            throw e.getTargetException();
        }
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        return getConnection();
    }

    @Override
    public @Nullable PrintWriter getLogWriter() {
        return null;
    }

    @Override
    public void setLogWriter(@Nullable PrintWriter writer) {}

    @Override
    public void setLoginTimeout(int seconds) {}

    @Override
    public int getLoginTimeout() {
        return 0;
    }

    @Override
    public Logger getParentLogger() {
        return Logger.getGlobal();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        throw new SQLException("wraps nothing");
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return false;
    }
}
