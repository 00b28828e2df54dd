package dev.steward.jdbc;

import java.sql.SQLException;
import java.sql.Wrapper;

/**
 * What stands between the holder and one object of the driver, and refuses when the lease is over. Threadsafe as far as
 * the driver's object is.
 */
abstract class Shell<R extends Wrapper> implements Wrapper {
    final Tenure tenure;
    final R raw;

    Shell(Tenure tenure, R raw) {
        this.tenure = tenure;
        this.raw = raw;
    }

    /** The driver's object, for as long as the lease lasts. */
    final R live() throws SQLException {
        tenure.check();
        return raw;
    }

    final <E extends SQLException> E failed(E failure) {
        return tenure.failed(failure);
    }

    @Override
    public final <T> T unwrap(Class<T> type) throws SQLException {
        tenure.check();
        if (type.isInstance(this)) {
            return type.cast(this);
        }
        tenure.escaped();
        return type.isInstance(raw) ? type.cast(raw) : raw.unwrap(type);
    }

    @Override
    public final boolean isWrapperFor(Class<?> type) throws SQLException {
        tenure.check();
        return type.isInstance(this) || type.isInstance(raw) || raw.isWrapperFor(type);
    }

    @Override
    public String toString() {
        return (tenure.isOver() ? "closed, was " : "leased ") + raw;
    }
}
