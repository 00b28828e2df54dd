package dev.steward.jdbc;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** A physical connection that nothing is asked of: a tenure needs one for its messages. */
final class Deaf {
    static final PhysicalConnection CONNECTION = connect();

    private Deaf() {}

    private static PhysicalConnection connect() {
        DatabaseMetaData about = stub(DatabaseMetaData.class, null);
        Connection raw = stub(Connection.class, about);
        try {
            return new PhysicalConnection(raw, true, Terms.of("races"), 0);
        } catch (SQLException cannotBe) {
            throw new AssertionError(cannotBe);
        }
    }

    private static <T> T stub(Class<T> type, @Nullable Object metaData) {
        return type.cast(Proxy.newProxyInstance(
                Deaf.class.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    Class<?> returned = method.getReturnType();
                    if (returned == DatabaseMetaData.class) {
                        return metaData;
                    }
                    return returned == boolean.class ? (Object) false : returned == int.class ? (Object) 0 : null;
                }));
    }
}
