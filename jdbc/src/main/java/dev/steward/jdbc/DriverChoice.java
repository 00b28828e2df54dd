package dev.steward.jdbc;

import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Which driver connects: the one that accepts the URL, or one that is named. Threadsafe. */
@FunctionalInterface
interface DriverChoice {
    /** Finds it, for each connect anew: a driver may be registered late. */
    Driver driver(String url) throws SQLException;

    /**
     * The choice.
     *
     * @param className of the driver, or null for whichever accepts the URL
     */
    static DriverChoice of(@Nullable String className) {
        if (className == null) {
            return DriverManager::getDriver;
        }
        return url -> load(className);
    }

    private static Driver load(String className) throws NoDriverException {
        try {
            Class<?> found = Class.forName(className, true, loader());
            return (Driver) found.getDeclaredConstructor().newInstance();
        } catch (ReflectiveOperationException | LinkageError | ClassCastException e) {
            throw new NoDriverException(
                    "the driver " + className + " cannot be used: " + e
                            + "; check driverClass, and that the driver is on" + " the class path",
                    e);
        }
    }

    /** That of the program, which sees its libraries; ours may not, in a container of applications. */
    private static ClassLoader loader() {
        @Nullable ClassLoader ofProgram = Thread.currentThread().getContextClassLoader();
        return ofProgram == null ? DriverChoice.class.getClassLoader() : ofProgram;
    }
}
