package dev.steward.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Session state: what one holder changed is unknown to the next. */
interface SessionStateContract extends OnDatabase {
    @ParameterizedTest
    @MethodSource("dev.steward.jdbc.Dirt#all")
    default void sessionStateOfOneHolderIsUnknownToTheNext(Dirt dirt) throws SQLException {
        try (JdbcPool pool = database().pool("clean").build()) {
            @Nullable Object before;
            long session;
            try (Connection connection = pool.getConnection()) {
                session = sessionOf(connection);
                before = dirt.probe().read(connection);
                changeIfTheDriverLetsIt(dirt, connection, before);
            }
            try (Connection connection = pool.getConnection()) {
                assertThat(dirt.probe().read(connection)).isEqualTo(before);
                assertThat(sessionOf(connection)).as("kept, not replaced").isEqualTo(session);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("dev.steward.jdbc.Dirt#all")
    default void stateChangedBehindTheShellIsBroughtBackToo(Dirt dirt) throws SQLException {
        try (JdbcPool pool = database().pool("clean").build()) {
            @Nullable Object before;
            try (Connection connection = pool.getConnection()) {
                before = dirt.probe().read(connection);
                Connection driverConnection =
                        (Connection) connection.unwrap(database().driverType());
                assertThat(driverConnection).isNotSameAs(connection);
                changeIfTheDriverLetsIt(dirt, driverConnection, before);
            }
            try (Connection connection = pool.getConnection()) {
                assertThat(dirt.probe().read(connection)).isEqualTo(before);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("dev.steward.jdbc.Parting#withEachDirt")
    default void howeverAHolderPartsTheNextOneFindsNoTraceOfIt(Parting parting, Dirt dirt) throws Exception {
        try (JdbcPool pool = database().pool("parted").reclaimOrphans(true).build()) {
            @Nullable Object before;
            try (Connection connection = pool.getConnection()) {
                before = dirt.probe().read(connection);
            }
            parting.from(pool, connection -> changeIfTheDriverLetsIt(dirt, connection, before));
            for (int holder = 0; holder < 2; holder++) {
                try (Connection connection = pool.getConnection()) {
                    assertThat(dirt.probe().read(connection)).isEqualTo(before);
                    assertThat(connection.getAutoCommit()).isTrue();
                }
            }
            assertThat(pool.usage().inUse()).isZero();
            assertThat(pool.holdings()).isEmpty();
        }
        assertThat(countBeside()).isZero();
    }

    private static void changeIfTheDriverLetsIt(Dirt dirt, Connection connection, @Nullable Object before)
            throws SQLException {
        try {
            dirt.change().make(connection);
        } catch (SQLException | RuntimeException e) {
            assumeThat(false).as("this driver does not let it be changed: " + e).isTrue();
        }
        assumeThat(dirt.shows() && Objects.equals(dirt.probe().read(connection), before))
                .as("this driver takes the change without a word and ignores it")
                .isFalse();
    }

    @Test
    default void defaultsOfTheBuilderAreWhatEveryHolderGets() throws SQLException {
        try (JdbcPool pool = database()
                .pool("defaults")
                .autoCommit(false)
                .isolation(Connection.TRANSACTION_SERIALIZABLE)
                .initSql("create table if not exists made_by_init (id int)")
                .build()) {
            for (int holder = 0; holder < 3; holder++) {
                try (Connection connection = pool.getConnection()) {
                    assertThat(connection.getAutoCommit()).isFalse();
                    assertThat(connection.getTransactionIsolation()).isEqualTo(Connection.TRANSACTION_SERIALIZABLE);
                    connection.rollback();
                    assertThat(count(connection, "made_by_init")).isZero();
                    connection.commit();
                    connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
                    connection.setAutoCommit(true);
                }
            }
        } finally {
            execute("drop table made_by_init");
        }
    }

    @Test
    default void stateIsBroughtBackForGoodInAPoolWithoutAutoCommit() throws SQLException {
        try (JdbcPool pool = database().pool("manual").autoCommit(false).build()) {
            String before;
            try (Connection connection = pool.getConnection()) {
                before = connection.getSchema();
                assumeThat(before).as("this driver has catalogs only").isNotNull();
                connection.setSchema(connection.getMetaData().storesUpperCaseIdentifiers() ? "OTHER" : "other");
                connection.commit();
                assertThat(connection.getSchema()).isNotEqualTo(before);
            }
            try (Connection connection = pool.getConnection()) {
                connection.rollback();
                assertThat(connection.getSchema()).isEqualTo(before);
                assertThat(connection.getAutoCommit()).isFalse();
            }
        }
    }
}
