package dev.steward.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** How a holder and its connection part, other than by closing it in peace. */
enum Parting {
    CLOSED_ON_ANOTHER_THREAD {
        @Override
        void from(JdbcPool pool, Dirt.Change change) throws Exception {
            Connection connection = pool.getConnection();
            try {
                change.make(connection);
                onAThreadOfItsOwn(() -> {
                    connection.close();
                    return null;
                });
                assertThat(pool.usage().inUse()).isZero();
            } finally {
                connection.close();
            }
        }
    },
    THREW_IN_A_TRANSACTION {
        @Override
        void from(JdbcPool pool, Dirt.Change change) throws Exception {
            Throwable thrown = catchThrowable(() -> {
                try (Connection connection = pool.getConnection()) {
                    change.make(connection);
                    connection.setAutoCommit(false);
                    query(connection, "select 42");
                    throw new InTheMiddle();
                }
            });
            if (thrown instanceof RuntimeException unexpected) {
                throw unexpected;
            }
            assertThat(thrown).isInstanceOf(InTheMiddle.class);
        }
    },
    FAILED_IN_A_TRANSACTION {
        @Override
        void from(JdbcPool pool, Dirt.Change change) throws Exception {
            try (Connection connection = pool.getConnection()) {
                change.make(connection);
                connection.setAutoCommit(false);
                assertThat(catchThrowable(() -> query(connection, "select * from no_such_table")))
                        .isInstanceOf(SQLException.class);
            }
        }
    },
    ORPHANED_BY_ITS_THREAD {
        @Override
        void from(JdbcPool pool, Dirt.Change change) throws Exception {
            onAThreadOfItsOwn(() -> {
                change.make(pool.getConnection());
                return null;
            });
            await().until(() -> pool.statistics().orphaned() == 1);
        }
    };

    /** A holder makes its change, and goes. */
    abstract void from(JdbcPool pool, Dirt.Change change) throws Exception;

    static Stream<Arguments> withEachDirt() {
        return Arrays.stream(values()).flatMap(parting -> Dirt.all().stream().map(dirt -> Arguments.of(parting, dirt)));
    }

    /** The thread has ended when this returns; what it threw is thrown here. */
    private static void onAThreadOfItsOwn(Callable<?> work) throws Exception {
        FutureTask<Object> task = new FutureTask<>(work::call);
        Thread thread = new Thread(task, "parting");
        thread.start();
        thread.join();
        try {
            task.get();
        } catch (java.util.concurrent.ExecutionException failed) {
            if (failed.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw failed;
        }
    }

    private static void query(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** What a holder's own code throws. */
    private static final class InTheMiddle extends Exception {
        private static final long serialVersionUID = 1L;
    }
}
