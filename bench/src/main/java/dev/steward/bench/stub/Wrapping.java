package dev.steward.bench.stub;

import java.sql.SQLException;
import java.sql.Wrapper;

/** The one part that all objects of a driver have in common. */
abstract class Wrapping implements Wrapper {
    @Override
    public final <T> T unwrap(Class<T> type) throws SQLException {
        if (type.isInstance(this)) {
            return type.cast(this);
        }
        throw new SQLException("the stub wraps no " + type.getName());
    }

    @Override
    public final boolean isWrapperFor(Class<?> type) {
        return type.isInstance(this);
    }
}
